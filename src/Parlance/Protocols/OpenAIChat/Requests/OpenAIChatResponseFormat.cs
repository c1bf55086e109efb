using Microsoft.Extensions.AI;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.OpenAIChat;

/// <summary><c>response_format</c>, both ways.</summary>
internal static class OpenAIChatResponseFormat
{
    public static void Read(RequestMembers members, ChatOptions options) => FormatObject.Take(members, "response_format", options, "json_schema");

    public static void Write(RequestBodyWriter writer, ChatDialect dialect)
    {
        switch (writer.Call.Options.ResponseFormat)
        {
            case null:
                break;
            case ChatResponseFormatText text:
                Write(writer, text, strict: null);
                break;
            case ChatResponseFormatJson { Schema: not null } schema when dialect.HasJsonSchema:
                Write(writer, schema, ReadStrictness(writer, dialect));
                break;
            case ChatResponseFormatJson format when dialect.HasJsonObject:
                if (format.Schema is not null)
                {
                    writer.Coerced("ResponseFormat", "The host takes no JSON schema; json_object was asked for instead. Describe the schema in the prompt.");
                }

                Write(writer, ChatResponseFormat.Json, strict: null);
                break;
            default:
                writer.Unsupported("ResponseFormat", "The host cannot be told to answer in JSON; ask for it in the prompt.");
                break;
        }
    }

    private static bool? ReadStrictness(RequestBodyWriter writer, ChatDialect dialect)
    {
        var strict = writer.Call.Options.StrictSchema;
        if (dialect.HasStrictTools)
        {
            return strict;
        }

        if (strict == true)
        {
            writer.Unsupported("ResponseFormat.Strict", "The host has no strict mode; the schema is sent without it.");
        }

        return null;
    }

    private static void Write(RequestBodyWriter writer, ChatResponseFormat format, bool? strict)
    {
        var start = writer.BeginObject("response_format"u8);
        FormatObject.WriteMembers(writer, format, strict, writer.FindLeftOver("response_format"u8), "json_schema"u8);
        writer.EndBodyMember(start, "response_format");
    }
}
