using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.HuggingFace;

/// <summary>A call to a body: <c>inputs</c>, the settings, where there are any, in <c>parameters</c>, then <c>stream</c>. The model is in the address.</summary>
internal static class HuggingFaceRequestWriter
{
    public static ReceiverSchemas Schemas { get; } = new()
    {
        Output = new() { HasJsonMode = false, HasSchemaName = false, HasInstructions = false, AllowsAnyRoot = true, Strictness = SchemaStrictness.Always },
    };

    public static void Write(RequestBodyWriter writer, HuggingFaceDialect dialect)
    {
        var options = writer.Call.Options;
        var schema = (options.ResponseFormat as ChatResponseFormatJson)?.Schema;
        var start = writer.BeginObject();
        writer.Json.WriteString("inputs"u8, ReadPrompt(writer));
        if (schema is not null || HuggingFaceFields.Settings.IsAnyGiven(options, HuggingFaceFields.Parameters))
        {
            var parameters = writer.BeginObject(HuggingFaceFields.Parameters);
            HuggingFaceFields.Settings.Write(writer, dialect, HuggingFaceFields.Parameters);
            WriteGrammar(writer, schema);
            writer.EndBodyMember(parameters, HuggingFaceFields.Parameters);
        }

        if (writer.Call.IsStreaming)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        HuggingFaceFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    private static string ReadPrompt(RequestBodyWriter writer)
    {
        var call = writer.Call;
        if (call.Messages is not [{ Contents: var contents } message] || message.Role != ChatRole.User)
        {
            throw new LlmException(
                LlmErrorKind.Unsupported,
                "Messages: this wire continues a text, and there is none. Add a message of the user.");
        }

        var texts = new List<string>();
        for (var i = 0; i < contents.Count; i++)
        {
            var field = FieldPath.OfMessage(0)[i];
            texts.Add(contents[i] is TextContent text ? text.Text : call.DescribeUnsupported(contents[i], field, "This wire takes text alone."));
            writer.ReportExtras(contents[i].AdditionalProperties, field);
        }

        writer.ReportExtras(message.AdditionalProperties, FieldPath.OfMessage(0));
        return string.Join('\n', texts);
    }

    private static void WriteGrammar(RequestBodyWriter writer, JsonElement? answer)
    {
        if (answer is not { } schema)
        {
            return;
        }

        writer.Json.WriteStartObject("grammar"u8);
        writer.Json.WriteString("type"u8, "json"u8);
        writer.WriteRaw("value"u8, schema);
        writer.Json.WriteEndObject();
    }
}
