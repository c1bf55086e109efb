using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a schema in Gemini's own form: https://ai.google.dev/api/caching#Schema.</summary>
internal static class GeminiSchemaRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "properties", "required", "minProperties", "maxProperties", "minLength", "maxLength", "pattern",
        "example", "anyOf", "propertyOrdering", "default", "items", "minimum", "maximum",
        // Recorded and accepted since November 2025: https://blog.google/technology/developers/gemini-api-structured-outputs/.
        "$ref", "$defs", "additionalProperties", "prefixItems", "ref", "defs",
    };

    private static readonly string[] s_types = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL", "TYPE_UNSPECIFIED"];

    public static void Check(RequestReport report, RequestNode schema)
    {
        if (!schema.IsObject)
        {
            return;
        }

        foreach (var member in schema.Members())
        {
            report.Require(s_known.Contains(member.Name) || member.Name.Contains('_', StringComparison.Ordinal), RequestRules.GeminiSchema, member, "is no keyword of the form.");
        }

        var type = schema.Get("type").Text?.ToUpperInvariant();
        report.Require(type is null || s_types.Contains(type), RequestRules.GeminiSchema, schema.Get("type"), $"is '{type}'.");
        report.Require(schema.Get("type").Kind is JsonValueKind.Undefined or JsonValueKind.String or JsonValueKind.Number, RequestRules.GeminiSchema, schema.Get("type"), "is no single type.");
        report.Require(type is not null || schema.Get("type").IsPresent || schema.Has("anyOf") || schema.Has("$ref") || schema.Has("ref"), RequestRules.GeminiSchema, schema, "has no type: 'didn't specify the schema type field'.");
        report.Require(type != "ARRAY" || schema.Get("items").IsObject || schema.Has("prefixItems"), RequestRules.GeminiSchema, schema, "is a list without items: 'items: missing field'.");
        report.Require(!schema.Has("required") || type is null or "OBJECT", RequestRules.GeminiSchema, schema.Get("required"), $"stands on a schema of the type {type}.");
        foreach (var name in schema.Get("required").Items())
        {
            report.Require(name.Text is { } text && schema.Get("properties").Get(text).Kind != JsonValueKind.Undefined, RequestRules.GeminiSchema, name, $"is '{name.Text}': 'property is not defined'.");
        }

        var values = schema.Get("enum");
        report.Require(!values.IsPresent || type is null or "STRING", RequestRules.GeminiSchema, values, $"stands on a schema of the type {type}: 'enum: only allowed for STRING type'.");
        report.Require(values.Items().All(value => value.Text is { Length: > 0 }), RequestRules.GeminiSchema, values, "holds what is no text, or an empty one: 'enum: cannot be empty'.");
        foreach (var below in RequestSchemaRules.Children(schema))
        {
            Check(report, below);
        }
    }
}
