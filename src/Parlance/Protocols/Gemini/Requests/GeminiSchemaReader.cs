using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// The wire's dialect of OpenAPI's schemas to JSON Schema: types in capitals, <c>nullable</c>, and counts as text.
/// </summary>
internal static class GeminiSchemaReader
{
    private const int MaximumDepth = 64;

    // Some clients write the enum of the types by its numbers; 0 says no type.
    private static readonly string?[] s_types = [null, "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"];

    public static JsonElement ToJsonSchema(JsonElement schema) => JsonElement.Parse((Convert(schema, 0) ?? new JsonObject()).ToJsonString());

    private static JsonNode? Convert(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaximumDepth)
        {
            return JsonNode.Parse(schema.GetRawText());
        }

        var converted = new JsonObject();
        foreach (var member in schema.EnumerateObject())
        {
            switch (GeminiName.ToCamel(member.Name))
            {
                case "nullable" or "propertyOrdering":
                    break;
                case "type" when member.Value.ValueKind == JsonValueKind.String:
                    converted["type"] = ConvertType(member.Value.GetString()!, IsNullable(schema));
                    break;
                case "type" when member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var number) && number >= 0 && number < s_types.Length:
                    if (s_types[number] is { } type)
                    {
                        converted["type"] = ConvertType(type, IsNullable(schema));
                    }

                    break;
                case "properties" or "defs" or "$defs" or "definitions" when member.Value.ValueKind == JsonValueKind.Object:
                    converted[member.Name] = ConvertMembers(member.Value, depth);
                    break;
                case "items" or "additionalProperties" or "not":
                    converted[GeminiName.ToCamel(member.Name)] = Convert(member.Value, depth + 1);
                    break;
                case "anyOf" or "oneOf" or "allOf" or "prefixItems" when member.Value.ValueKind == JsonValueKind.Array:
                    converted[GeminiName.ToCamel(member.Name)] = new JsonArray([.. member.Value.EnumerateArray().Select(element => Convert(element, depth + 1))]);
                    break;
                case var name and ("minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties") when member.Value.ValueKind == JsonValueKind.String
                    && long.TryParse(member.Value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count):
                    converted[name] = count;
                    break;
                case var name:
                    converted[name] = JsonNode.Parse(member.Value.GetRawText());
                    break;
            }
        }

        return converted;
    }

    private static JsonObject ConvertMembers(JsonElement members, int depth)
    {
        var converted = new JsonObject();
        foreach (var member in members.EnumerateObject())
        {
            converted[member.Name] = Convert(member.Value, depth + 1);
        }

        return converted;
    }

    private static JsonNode ConvertType(string type, bool isNullable)
    {
        var plain = type.ToLowerInvariant();
        return isNullable ? new JsonArray(plain, "null") : JsonValue.Create(plain);
    }

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable"u8, out var nullable) && nullable.ValueKind == JsonValueKind.True;
}
