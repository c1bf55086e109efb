using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// One object of a request being read. Members are taken where their value is understood; whatever is not taken, be it
/// unknown, empty or of an unexpected type, is the object's extras.
/// </summary>
internal sealed class WireMembers(string wire, JsonElement source)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>An object inside this one.</summary>
    public WireMembers Inside(JsonElement inner) => new(wire, inner);

    /// <summary>True where the member is there, whatever its value.</summary>
    public bool Has(string name) => source.TryGetProperty(name, out _);

    public bool TryTake(string name, Func<JsonElement, bool> isUnderstood, out JsonElement value)
    {
        if (source.TryGetProperty(name, out value) && isUnderstood(value))
        {
            _taken.Add(name);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Takes a string that holds at least one character.</summary>
    public string? TakeText(string name) => TryTake(name, IsText, out var text) ? text.AsText() : null;

    public bool? TakeFlag(string name) =>
        TryTake(name, value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, out var flag) ? flag.GetBoolean() : null;

    public float? TakeNumber(string name) =>
        TryTake(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number), out var taken) ? taken.GetSingle() : null;

    public int? TakeCount(string name, int minimum = 0) =>
        TryTake(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= minimum, out var taken) ? taken.GetInt32() : null;

    public long? TakeInteger(string name) =>
        TryTake(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), out var taken) ? taken.GetInt64() : null;

    /// <summary>Takes an array that holds at least one element.</summary>
    public JsonElement TakeArray(string name, Func<JsonElement, bool> isUnderstood) =>
        TryTake(name, value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(isUnderstood), out var array) ? array : default;

    /// <summary>What has not been taken, with what is left of objects inside.</summary>
    public JsonElement Rest(params ReadOnlySpan<(string Name, JsonElement Extras)> nested) =>
        WireExtras.Gather(wire, source, (name, _) => _taken.Contains(name), nested);

    public static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && !value.ValueEquals("");

    public static bool IsNonEmptyObject(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0;
}
