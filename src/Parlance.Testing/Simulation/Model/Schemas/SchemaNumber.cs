using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>A number within the bounds of a schema.</summary>
internal static class SchemaNumber
{
    /// <summary>The wanted number where it fits, else the nearest that does.</summary>
    public static decimal Fit(decimal? wanted, JsonElement schema, bool isInteger)
    {
        var multiple = schema.Member("multipleOf"u8).AsNumber() is { } given and > 0 ? given : 0;
        var step = multiple > 0 ? multiple : isInteger ? 1 : 0;
        var (low, high) = Bounds(schema, step > 0 ? step : 0.001m);
        var value = wanted ?? schema.Member("default"u8).AsNumber() ?? (isInteger ? 42 : 42.5m);
        value = Math.Max(low, Math.Min(high, value));
        if (step > 0)
        {
            var down = Math.Floor(value / step) * step;
            value = down >= low ? down : Math.Ceiling(value / step) * step;
        }

        return value / 1.000000000000000000000000000000m;
    }

    private static (decimal Low, decimal High) Bounds(JsonElement schema, decimal step)
    {
        var low = schema.Member("minimum"u8).AsNumber() ?? -1_000_000_000_000m;
        var high = schema.Member("maximum"u8).AsNumber() ?? 1_000_000_000_000m;
        if (schema.Member("exclusiveMinimum"u8).AsNumber() is { } above)
        {
            low = Math.Max(low, above + Gap(above, high, step));
        }

        if (schema.Member("exclusiveMaximum"u8).AsNumber() is { } below)
        {
            high = Math.Min(high, below - Gap(low, below, step));
        }

        return (low, high);
    }

    /// <summary>How far from an excluded bound: one step, unless that leaps over the range.</summary>
    private static decimal Gap(decimal low, decimal high, decimal step) => step < 1 ? Math.Min(step, Math.Abs(high - low) / 4) : step;
}
