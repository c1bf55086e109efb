using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The form of the answer, both ways. The wire takes a schema as a text that holds JSON.</summary>
internal static class ConverseResponseFormat
{
    private const string DefaultName = "response";

    public static void Read(RequestMembers body, ChatOptions options)
    {
        if (Parse(body.Find("outputConfig")) is { } format)
        {
            body.Take("outputConfig");
            options.ResponseFormat = format;
            options.AdditionalProperties = body.Note(options.AdditionalProperties, ConverseSpelling.TextFormat, true);
        }
    }

    public static void Write(RequestBodyWriter writer)
    {
        if (writer.Call.Options.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema } format)
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartObject("outputConfig"u8);
        json.WriteStartObject("textFormat"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("structure"u8);
        json.WriteStartObject("jsonSchema"u8);
        json.WriteString("name"u8, format.SchemaName ?? DefaultName);
        json.WriteOptional("description"u8, format.SchemaDescription);
        json.WriteString("schema"u8, schema.GetRawText());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A configuration that says what a schema says and no more; null for any other.</summary>
    private static ChatResponseFormatJson? Parse(JsonElement configuration)
    {
        var format = configuration.Member("textFormat"u8);
        var structure = format.Member("structure"u8);
        var schema = structure.Member("jsonSchema"u8);
        var parsed = JsonElementExtensions.Parse(schema.Member("schema"u8).AsText(), JsonValueKind.Object);
        if (format.Member("type"u8).AsText() != "json_schema" || parsed.ValueKind == JsonValueKind.Undefined
            || configuration.GetPropertyCount() != 1 || format.GetPropertyCount() != 2 || structure.GetPropertyCount() != 1
            || schema.EnumerateObject().Any(member => member.Name is not ("name" or "description" or "schema")))
        {
            return null;
        }

        return ChatResponseFormat.ForJsonSchema(parsed, schema.Member("name"u8).AsText(), schema.Member("description"u8).AsText());
    }
}
