using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A JSON schema as a receiver takes it that knows some of the keywords: references are replaced by what they name, types
/// that may be null become <c>nullable</c>, demands of several schemas become one. What cannot be said is gathered, for
/// one warning.
/// </summary>
internal sealed class SchemaRestater
{
    // A schema that unfolds its references without end, or nearly so, must not unfold the process.
    private const int MaximumDepth = 32;
    private const int MaximumNodes = 10_000;

    private readonly JsonElement _root;
    private readonly SchemaTraits _traits;
    private readonly SortedSet<string> _lost = new(StringComparer.Ordinal);
    private readonly Stack<string> _references = new();
    private int _nodes;

    private SchemaRestater(JsonElement root, SchemaTraits traits)
    {
        _root = root;
        _traits = traits;
    }

    /// <summary>Restates a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="traits">What the receiver takes.</param>
    /// <param name="isOneObject">True where the receiver takes one object and no choice among several.</param>
    /// <returns>The schema, and in words what it cannot say.</returns>
    public static (JsonObject Schema, IReadOnlyCollection<string> Lost) Restate(JsonElement schema, SchemaTraits traits, bool isOneObject = false)
    {
        var restater = new SchemaRestater(schema, traits);
        var restated = restater.Convert(schema, 0);
        if (isOneObject)
        {
            RestatedSchema.JoinChoice(restated, restater._lost);
        }

        return (restated, restater._lost);
    }

    private JsonObject Convert(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            if (schema.ValueKind == JsonValueKind.False)
            {
                _lost.Add("false as a schema");
            }

            return [];
        }

        if (depth > MaximumDepth || ++_nodes > MaximumNodes)
        {
            _lost.Add("what lies deeper than the wire allows");
            return new JsonObject { ["type"] = "object" };
        }

        var converted = new JsonObject();
        foreach (var member in schema.EnumerateObject())
        {
            ConvertMember(schema, member.Name, member.Value, converted, depth);
        }

        RestatedSchema.Complete(converted, _lost);
        return converted;
    }

    private void ConvertMember(JsonElement schema, string name, JsonElement value, JsonObject converted, int depth)
    {
        switch (name)
        {
            case "$schema" or "$id" or "$anchor" or "$comment" or "$defs" or "definitions":
                break;
            case "$ref":
                ConvertReference(value, converted, depth);
                break;
            case "type":
                ConvertType(value, converted);
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                ConvertProperties(value, converted, depth);
                break;
            case "required" when value.ValueKind == JsonValueKind.Array:
                RestatedSchema.Absorb(converted, new JsonObject { [name] = Copy(value) }, _lost);
                break;
            case "items" when value.ValueKind is JsonValueKind.Object or JsonValueKind.True:
                converted["items"] = Convert(value, depth + 1);
                break;
            case "anyOf" or "oneOf" when value.ValueKind == JsonValueKind.Array:
                ConvertChoice(name, value, converted, depth);
                break;
            case "allOf" when value.ValueKind == JsonValueKind.Array:
                foreach (var part in value.EnumerateArray())
                {
                    RestatedSchema.Absorb(converted, Convert(part, depth + 1), _lost);
                }

                break;
            case "enum" when value.ValueKind == JsonValueKind.Array:
                ConvertEnum([.. value.EnumerateArray()], converted);
                break;
            case "const":
                ConvertEnum([value], converted);
                break;
            case "format" when !IsKnownFormat(schema, value):
                _lost.Add($"format '{value}'");
                break;
            case var _ when _traits.Keywords.Contains(name):
                converted[name] = Copy(value);
                break;
            default:
                _lost.Add(name);
                break;
        }
    }

    private void ConvertReference(JsonElement reference, JsonObject converted, int depth)
    {
        var pointer = reference.AsText() ?? "";
        if (_references.Contains(pointer))
        {
            _lost.Add($"the recursion of '{pointer}'");
            converted["type"] = "object";
            return;
        }

        if (!SchemaPointer.TryResolve(_root, pointer, out var target))
        {
            _lost.Add($"the reference '{pointer}'");
            return;
        }

        _references.Push(pointer);
        RestatedSchema.Absorb(converted, Convert(target, depth + 1), _lost);
        _references.Pop();
    }

    private static void ConvertType(JsonElement type, JsonObject converted)
    {
        if (type.AsText() is { } only)
        {
            converted["type"] = only.ToLowerInvariant();
            return;
        }

        if (type.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        string[] types = [.. type.EnumerateArray().Select(static element => element.AsText() ?? "").Where(static name => name.Length > 0)];
        string[] real = [.. types.Where(static name => name != "null")];
        if (real.Length < types.Length)
        {
            converted["nullable"] = true;
        }

        if (real.Length == 1)
        {
            converted["type"] = real[0].ToLowerInvariant();
        }
        else if (real.Length > 1)
        {
            converted["anyOf"] = new JsonArray([.. real.Select(static name => (JsonNode)new JsonObject { ["type"] = name.ToLowerInvariant() })]);
        }
    }

    private void ConvertProperties(JsonElement properties, JsonObject converted, int depth)
    {
        if (properties.GetPropertyCount() == 0)
        {
            // The receiver refuses an object without properties where the member is there at all.
            return;
        }

        var target = converted["properties"] as JsonObject ?? [];
        foreach (var property in properties.EnumerateObject())
        {
            target[property.Name] = Convert(property.Value, depth + 1);
        }

        converted["properties"] = target;
    }

    private void ConvertChoice(string name, JsonElement choices, JsonObject converted, int depth)
    {
        JsonElement[] real = [.. choices.EnumerateArray().Where(static choice => choice.Member("type"u8).AsText() != "null")];
        if (real.Length < choices.GetArrayLength())
        {
            converted["nullable"] = true;
        }

        if (real.Length == 1)
        {
            RestatedSchema.Absorb(converted, Convert(real[0], depth + 1), _lost);
            return;
        }

        if (real.Length == 0)
        {
            return;
        }

        if (name == "oneOf")
        {
            _lost.Add("that only one of oneOf may hold");
        }

        converted["anyOf"] = new JsonArray([.. real.Select(choice => (JsonNode)Convert(choice, depth + 1))]);
    }

    private void ConvertEnum(JsonElement[] values, JsonObject converted)
    {
        JsonElement[] real = [.. values.Where(static value => value.ValueKind != JsonValueKind.Null)];
        if (real.Length < values.Length)
        {
            converted["nullable"] = true;
        }

        if (real.Length == 0)
        {
            converted["type"] = "null";
        }
        else if (real.All(static value => value.ValueKind == JsonValueKind.String))
        {
            converted["type"] = "string";
            converted["enum"] = new JsonArray([.. real.Select(static value => Copy(value))]);
        }
        else
        {
            _lost.Add("the values that are no text");
        }
    }

    private bool IsKnownFormat(JsonElement schema, JsonElement format) =>
        _traits.Formats.Contains(format.AsText() ?? "")
        || schema.Member("type"u8).AsText() is not ("string" or "number" or "integer" or null);

    private static JsonNode? Copy(JsonElement value) => JsonNode.Parse(JsonMarshal.GetRawUtf8Value(value));
}
