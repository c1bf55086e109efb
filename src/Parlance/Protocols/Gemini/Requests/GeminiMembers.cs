using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// One object of a request being read, its members by their names in camel case. Members are taken where their value is
/// understood; whatever is not taken is the object's extras.
/// </summary>
internal sealed class GeminiMembers
{
    private readonly JsonElement _source;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public GeminiMembers(JsonElement source)
    {
        _source = source;
        if (source.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in source.EnumerateObject())
            {
                _members[GeminiName.ToCamel(member.Name)] = member.Value;
            }
        }
    }

    /// <summary>The member without taking it; undefined where it is absent or null.</summary>
    public JsonElement Find(string name) =>
        _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    public bool TryTake(string name, JsonValueKind kind, out JsonElement value)
    {
        value = Find(name);
        return value.ValueKind == kind && _taken.Add(name);
    }

    public string? TakeText(string name) => TryTake(name, JsonValueKind.String, out var text) ? text.AsText() : null;

    public float? TakeNumber(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetSingle(out var value) && float.IsFinite(value) && _taken.Add(name) ? value : null;

    public long? TakeInteger(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && _taken.Add(name) ? value : null;

    public int? TakeCount(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && _taken.Add(name) ? value : null;

    public bool? TakeFlag(string name) =>
        Find(name).ValueKind is JsonValueKind.True or JsonValueKind.False && _taken.Add(name) ? Find(name).GetBoolean() : null;

    public void Take(string name) => _taken.Add(name);

    /// <summary>What has not been taken, with what is left of objects inside.</summary>
    public JsonElement Rest(params ReadOnlySpan<(string Name, JsonElement Extras)> nested) =>
        WireExtras.Gather(GeminiProtocol.WireName, _source, (name, _) => _taken.Contains(GeminiName.ToCamel(name)), nested);
}
