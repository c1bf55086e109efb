using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// JSON Schema to the wire's dialect, which refuses every keyword that it does not know. What it cannot say is gathered,
/// for one warning. Source: ai.google.dev/api/caching#Schema.
/// </summary>
internal sealed class GeminiSchemaWriter(JsonElement root)
{
    // A schema that unfolds its references without end, or nearly so, must not unfold the process.
    private const int MaximumDepth = 32;
    private const int MaximumNodes = 10_000;

    private readonly SortedSet<string> _lost = new(StringComparer.Ordinal);
    private readonly Stack<string> _references = new();
    private int _nodes;

    /// <summary>What could not be said, in words.</summary>
    public IReadOnlyCollection<string> Lost => _lost;

    /// <summary>Converts the schema.</summary>
    /// <param name="isParameters">True for the parameters of a function, which are an object of their own.</param>
    public JsonObject Convert(bool isParameters)
    {
        var converted = Convert(root, 0);
        if (isParameters)
        {
            GeminiSchemaNode.JoinChoice(converted, _lost);
        }

        return converted;
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
            return new JsonObject { ["type"] = "OBJECT" };
        }

        var converted = new JsonObject();
        foreach (var member in schema.EnumerateObject())
        {
            ConvertMember(schema, member.Name, member.Value, converted, depth);
        }

        GeminiSchemaNode.Complete(converted, _lost);
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
                GeminiSchemaNode.Absorb(converted, new JsonObject { [name] = Copy(value) }, _lost);
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
                    GeminiSchemaNode.Absorb(converted, Convert(part, depth + 1), _lost);
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
            case "description" or "title" or "format" or "default" or "minimum" or "maximum" or "minItems" or "maxItems" or "minLength" or "maxLength"
                or "minProperties" or "maxProperties" or "pattern" or "example" or "nullable" or "propertyOrdering":
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
            converted["type"] = "OBJECT";
            return;
        }

        if (!TryResolve(pointer, out var target))
        {
            _lost.Add($"the reference '{pointer}'");
            return;
        }

        _references.Push(pointer);
        GeminiSchemaNode.Absorb(converted, Convert(target, depth + 1), _lost);
        _references.Pop();
    }

    private bool TryResolve(string pointer, out JsonElement target)
    {
        target = root;
        if (pointer == "#")
        {
            return true;
        }

        if (!pointer.StartsWith("#/", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var step in pointer[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind == JsonValueKind.Array && int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var index) && index >= 0 && index < target.GetArrayLength())
            {
                target = target[index];
            }
            else if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target))
            {
                return false;
            }
        }

        return true;
    }

    private static void ConvertType(JsonElement type, JsonObject converted)
    {
        if (type.AsText() is { } only)
        {
            converted["type"] = only.ToUpperInvariant();
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
            converted["type"] = real[0].ToUpperInvariant();
        }
        else if (real.Length > 1)
        {
            converted["anyOf"] = new JsonArray([.. real.Select(static name => (JsonNode)new JsonObject { ["type"] = name.ToUpperInvariant() })]);
        }
    }

    private void ConvertProperties(JsonElement properties, JsonObject converted, int depth)
    {
        if (properties.GetPropertyCount() == 0)
        {
            // The wire refuses an object without properties where the member is there at all.
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
            GeminiSchemaNode.Absorb(converted, Convert(real[0], depth + 1), _lost);
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
            converted["type"] = "NULL";
        }
        else if (real.All(static value => value.ValueKind == JsonValueKind.String))
        {
            converted["type"] = "STRING";
            converted["enum"] = new JsonArray([.. real.Select(static value => Copy(value))]);
        }
        else
        {
            _lost.Add("the values that are no text");
        }
    }

    private static bool IsKnownFormat(JsonElement schema, JsonElement format) =>
        format.AsText() is "enum" or "date-time" or "float" or "double" or "int32" or "int64"
        || schema.Member("type"u8).AsText() is not ("string" or "number" or "integer" or null);

    private static JsonNode? Copy(JsonElement value) => JsonNode.Parse(JsonMarshal.GetRawUtf8Value(value));
}
