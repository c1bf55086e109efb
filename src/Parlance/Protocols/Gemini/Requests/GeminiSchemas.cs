using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Schemas of other wires and of .NET, in this wire's dialect, which refuses every keyword that it does not know and has
/// its types in capitals. Source: ai.google.dev/api/caching#Schema.
/// </summary>
internal static class GeminiSchemas
{
    // "When using any_of, it must be the only field set" is how the wire refuses a request with anything beside it.
    private static readonly SchemaTraits s_traits = new()
    {
        Keywords = FrozenSet.Create(
            StringComparer.Ordinal,
            "description", "title", "format", "default", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties", "pattern",
            "example", "nullable", "propertyOrdering"),
        Formats = FrozenSet.Create(StringComparer.Ordinal, "enum", "date-time", "float", "double", "int32", "int64"),
    };

    // Both are fitted where they are written, because a schema that came on this wire keeps the member that it came in.
    private static readonly ReceiverSchemas s_any = new()
    {
        Tools = JsonSchemaTraits.Any,
        Output = new() { HasSchemaName = false, Strictness = SchemaStrictness.Always, AllowsAnyRoot = true },
    };

    private static readonly ReceiverSchemas s_withoutTools = s_any with { Output = s_any.Output with { CombinesWithTools = false } };

    public static ReceiverSchemas Of(GeminiDialect dialect) => dialect.CombinesWithTools ? s_any : s_withoutTools;

    /// <summary>Writes the parameters of a function.</summary>
    public static void WriteParameters(RequestBodyWriter writer, GeminiDialect dialect, JsonElement schema, FieldPath field)
    {
        if (dialect.HasJsonSchemas)
        {
            WriteNarrowed(writer, "parametersJsonSchema"u8, schema, JsonSchemaTraits.GeminiParameters, field);
        }
        else
        {
            Write(writer, "parameters"u8, schema, field);
        }
    }

    /// <summary>Writes the schema of the answer.</summary>
    public static void WriteAnswer(RequestBodyWriter writer, GeminiDialect dialect, JsonElement schema, FieldPath field)
    {
        if (dialect.HasJsonSchemas)
        {
            WriteNarrowed(writer, "responseJsonSchema"u8, schema, JsonSchemaTraits.Gemini, field);
        }
        else
        {
            Write(writer, "responseSchema"u8, schema, field);
        }
    }

    /// <summary>Writes a schema that was read from this wire into the member that it came in; unchanged, as it stood.</summary>
    public static void WriteAgain(RequestBodyWriter writer, string member, JsonElement original, JsonElement schema, FieldPath field)
    {
        var name = Encoding.UTF8.GetBytes(member);
        if (member is not ("parameters" or "responseSchema"))
        {
            writer.WriteRaw(name, schema);
        }
        else if (JsonElement.DeepEquals(GeminiSchemaReader.ToJsonSchema(original), schema))
        {
            writer.WriteRaw(name, original);
        }
        else
        {
            Write(writer, name, schema, field);
        }
    }

    public static void Write(RequestBodyWriter writer, ReadOnlySpan<byte> name, JsonElement schema, FieldPath field)
    {
        // A function's parameters are one object on this wire, never a choice among several.
        var (restated, lost) = SchemaRestater.Restate(schema, s_traits, isOneObject: name.SequenceEqual("parameters"u8));
        CapitalizeTypes(restated);
        writer.Json.WritePropertyName(name);
        restated.WriteTo(writer.Json);
        if (lost.Count > 0)
        {
            writer.Coerced(field, $"The wire's schemas cannot say: {string.Join(", ", lost)}. It was left out of the schema.");
        }
    }

    private static void WriteNarrowed(RequestBodyWriter writer, ReadOnlySpan<byte> name, JsonElement schema, JsonSchemaTraits traits, FieldPath field)
    {
        var narrowed = SchemaNarrower.Narrow(schema, traits);
        writer.WriteRaw(name, narrowed.Schema);
        if (narrowed.Loss is { } loss)
        {
            writer.Coerced(field, loss);
        }
    }

    private static void CapitalizeTypes(JsonObject schema)
    {
        if (schema["type"] is JsonValue type && type.TryGetValue<string>(out var word))
        {
            schema["type"] = word.ToUpperInvariant();
        }

        IEnumerable<JsonNode?> inside = [schema["items"], .. schema["properties"] as JsonObject is { } properties ? properties.Select(static property => property.Value) : [], .. schema["anyOf"] as JsonArray ?? []];
        foreach (var child in inside.OfType<JsonObject>())
        {
            CapitalizeTypes(child);
        }
    }
}
