using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The members of one object of a request. What is taken is modelled; what is left, because nobody models it or because
/// its value is of another kind, becomes the object's extras.
/// </summary>
internal sealed class RequestMembers(JsonElement source)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private Dictionary<string, RequestMembers>? _opened;

    public JsonElement Source => source;

    private bool HasTaken => _taken.Count > 0 || (_opened is not null && _opened.Values.Any(opened => opened.HasTaken));

    public string? TakeText(string name) => Take(name, JsonValueKind.String) ? Find(name).AsText() : null;

    public bool? TakeFlag(string name) =>
        Find(name).ValueKind is JsonValueKind.True or JsonValueKind.False && _taken.Add(name) ? Find(name).GetBoolean() : null;

    public long? TakeCount(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && _taken.Add(name) ? count : null;

    public int? TakeInteger(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && _taken.Add(name) ? count : null;

    public float? TakeNumber(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetSingle(out var value) && float.IsFinite(value) && _taken.Add(name) ? value : null;

    /// <summary>Takes an array or an object whole; undefined where the member is of another kind.</summary>
    public JsonElement TakeWhole(string name, JsonValueKind kind) => Take(name, kind) ? Find(name) : default;

    /// <summary>The member without taking it; undefined where it is absent or null.</summary>
    public JsonElement Find(string name) =>
        source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : default;

    public void MarkTaken(string name) => _taken.Add(name);

    /// <summary>
    /// Opens an object member: what is not taken of it stays an extra of the object around it, under the member's name.
    /// </summary>
    public RequestMembers Open(string name)
    {
        if (Find(name).ValueKind != JsonValueKind.Object)
        {
            return new RequestMembers(default);
        }

        _opened ??= new Dictionary<string, RequestMembers>(StringComparer.Ordinal);
        return _opened[name] = new RequestMembers(Find(name));
    }

    /// <summary>What is left, as the extras of this object; undefined where nothing is.</summary>
    public JsonElement Extras(string wire)
    {
        var left = Left();
        return WireExtras.Gather(wire, left, (_, _) => false);
    }

    private bool Take(string name, JsonValueKind kind) => Find(name).ValueKind == kind && _taken.Add(name);

    private JsonElement Left()
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        using var buffer = new PooledBuffer();
        var count = 0;
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var member in source.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Null || _taken.Contains(member.Name))
                {
                    continue;
                }

                var left = member.Value;
                if (_opened is not null && _opened.TryGetValue(member.Name, out var opened) && opened.HasTaken)
                {
                    left = opened.Left();
                }

                if (left.ValueKind != JsonValueKind.Undefined)
                {
                    count++;
                    json.WritePropertyName(member.Name);
                    json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(left), skipInputValidation: true);
                }
            }

            json.WriteEndObject();
        }

        return count == 0 ? default : JsonElement.Parse(buffer.Span);
    }
}
