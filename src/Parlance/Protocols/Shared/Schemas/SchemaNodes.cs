using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols;

/// <summary>Small questions to schemas, and small changes of them.</summary>
internal static class SchemaNodes
{
    /// <summary>The one type of a schema, null where there is none or several.</summary>
    public static string? TypeOf(JsonObject schema) => schema["type"] is JsonValue type && type.TryGetValue<string>(out var word) ? word : null;

    /// <summary>True for a schema of objects, be it among others.</summary>
    public static bool IsObject(JsonObject schema) => schema["type"] switch
    {
        null => schema.ContainsKey("properties"),
        JsonArray types => types.Any(static type => IsText(type, "object")),
        var type => IsText(type, "object"),
    };

    /// <summary>The type that follows from the other keywords of a schema, null where none does.</summary>
    public static JsonNode? InferType(JsonObject schema)
    {
        if (schema.ContainsKey("properties") || schema.ContainsKey("items"))
        {
            return schema.ContainsKey("properties") ? "object" : "array";
        }

        var types = (ValuesOf(schema) ?? []).Select(static value => value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "array",
            _ => "object",
        }).Distinct(StringComparer.Ordinal).ToList();
        return types.Count switch
        {
            0 => null,
            1 => types[0],
            _ => new JsonArray([.. types.Select(static type => (JsonNode)type)]),
        };
    }

    public static List<string> NamesIn(JsonNode? required) =>
        required is JsonArray names ? [.. names.OfType<JsonValue>().Where(static name => name.GetValueKind() == JsonValueKind.String).Select(static name => name.GetValue<string>())] : [];

    public static void Require(JsonObject schema, string name)
    {
        if (schema["required"] is not JsonArray required)
        {
            schema["required"] = required = [];
        }

        if (!required.Any(known => IsText(known, name)))
        {
            required.Add((JsonNode)name);
        }
    }

    /// <summary>A schema that takes what one of two takes.</summary>
    public static JsonNode Either(JsonNode known, JsonNode? other)
    {
        if (other is null || JsonNode.DeepEquals(known, other))
        {
            return known;
        }

        if (ValuesOf(known) is { } values && ValuesOf(other) is { } more)
        {
            var joined = (JsonObject)known.DeepClone();
            joined.Remove("const");
            joined["enum"] = new JsonArray([.. values.Concat(more).DistinctBy(static value => value?.ToJsonString(), StringComparer.Ordinal).Select(static value => value?.DeepClone())]);
            return joined;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(known.DeepClone(), other.DeepClone()) };
    }

    /// <summary>A schema that takes null beside what it took.</summary>
    public static JsonNode OrNull(JsonNode? schema)
    {
        if (schema is not JsonObject known)
        {
            return new JsonObject();
        }

        if (known.ContainsKey("const") || known.ContainsKey("$ref") || (known["type"] is null && !known.ContainsKey("anyOf")))
        {
            return new JsonObject { ["anyOf"] = new JsonArray(known.DeepClone(), new JsonObject { ["type"] = "null" }) };
        }

        if (known["anyOf"] is JsonArray choices && !choices.OfType<JsonObject>().Any(static choice => IsText(choice["type"], "null")))
        {
            choices.Add((JsonNode)new JsonObject { ["type"] = "null" });
        }

        AddNull(known);
        return known;
    }

    public static bool IsText(JsonNode? node, string text) => node is JsonValue value && value.TryGetValue<string>(out var word) && word == text;

    private static void AddNull(JsonObject schema)
    {
        switch (schema["type"])
        {
            case JsonArray types when !types.Any(static type => IsText(type, "null")):
                types.Add((JsonNode)"null");
                break;
            case JsonValue type when !IsText(type, "null"):
                schema["type"] = new JsonArray(type.DeepClone(), "null");
                break;
        }

        if (schema["type"] is not null && schema["enum"] is JsonArray values && !values.Contains(null))
        {
            values.Add(null);
        }
    }

    private static IEnumerable<JsonNode?>? ValuesOf(JsonNode schema) => schema is not JsonObject members ? null
        : members.TryGetPropertyValue("const", out var value) ? new List<JsonNode?> { value }
        : members["enum"] as JsonArray;
}
