using System.Text.Json;

namespace Parlance.Json;

/// <summary>Members that are written only where there is a value.</summary>
internal static class OptionalMembers
{
    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
    }
}
