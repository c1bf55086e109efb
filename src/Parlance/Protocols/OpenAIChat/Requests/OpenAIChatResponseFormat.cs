using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary><c>response_format</c>, both ways.</summary>
internal static class OpenAIChatResponseFormat
{
    private const string DefaultSchemaName = "response";

    public static void Read(RequestMembers members, ChatOptions options)
    {
        var format = members.Find("response_format");
        switch (format.Member("type"u8).AsText())
        {
            case "text":
                options.ResponseFormat = ChatResponseFormat.Text;
                members.Open("response_format").Take("type");
                break;
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                members.Open("response_format").Take("type");
                break;
            case "json_schema" when format.Member("json_schema"u8).TryGetMember("schema"u8, out _):
                ReadSchema(members.Open("response_format"), options);
                break;
        }
    }

    public static void Write(WireWriter writer, ChatDialect dialect)
    {
        switch (writer.Call.Options.ResponseFormat)
        {
            case null:
                break;
            case ChatResponseFormatText:
                WriteType(writer, "text"u8);
                break;
            case ChatResponseFormatJson { Schema: { } schema } format when dialect.HasJsonSchema:
                WriteSchema(writer, dialect, format, schema);
                break;
            case ChatResponseFormatJson format when dialect.HasJsonObject:
                if (format.Schema is not null)
                {
                    writer.Coerced("ResponseFormat", "The host takes no JSON schema; json_object was asked for instead. Describe the schema in the prompt.");
                }

                WriteType(writer, "json_object"u8);
                break;
            default:
                writer.Unsupported("ResponseFormat", "The host cannot be told to answer in JSON; ask for it in the prompt.");
                break;
        }
    }

    private static void ReadSchema(RequestMembers format, ChatOptions options)
    {
        format.Take("type");
        var schema = format.Open("json_schema");
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Take("schema"), schema.TakeText("name"), schema.TakeText("description"));
        options.StrictSchema = schema.TakeFlag("strict");
    }

    private static void WriteSchema(WireWriter writer, ChatDialect dialect, ChatResponseFormatJson format, JsonElement schema)
    {
        var json = writer.Json;
        var start = writer.BeginObject("response_format"u8);
        json.WriteString("type"u8, "json_schema"u8);
        var inner = writer.BeginObject("json_schema"u8);
        json.WriteString("name"u8, format.SchemaName ?? DefaultSchemaName);
        json.WriteOptional("description"u8, format.SchemaDescription);
        writer.WriteRaw("schema"u8, schema);
        if (writer.Call.Options.StrictSchema is { } strict)
        {
            if (dialect.HasStrictTools)
            {
                json.WriteBoolean("strict"u8, strict);
            }
            else if (strict)
            {
                writer.Unsupported("ResponseFormat.Strict", "The host has no strict mode; the schema is sent without it.");
            }
        }

        writer.EndNested(inner, writer.FindLeftOver("response_format"u8), "json_schema"u8);
        writer.EndBodyMember(start, "response_format");
    }

    private static void WriteType(WireWriter writer, ReadOnlySpan<byte> type)
    {
        var start = writer.BeginObject("response_format"u8);
        writer.Json.WriteString("type"u8, type);
        writer.EndBodyMember(start, "response_format");
    }
}
