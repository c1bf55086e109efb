using Microsoft.Extensions.AI;

namespace Parlance.Protocols.HuggingFace;

/// <summary>A call to a body: <c>inputs</c>, the settings, where there are any, in <c>parameters</c>, then <c>stream</c>. The model is in the address.</summary>
internal static class HuggingFaceRequestWriter
{
    public static void Write(RequestBodyWriter writer, HuggingFaceDialect dialect)
    {
        var options = writer.Call.Options;
        var start = writer.BeginObject();
        writer.Json.WriteString("inputs"u8, ReadPrompt(writer));
        if (HasParameters(options))
        {
            var parameters = writer.BeginObject(HuggingFaceFields.Parameters);
            HuggingFaceFields.Settings.Write(writer, dialect, HuggingFaceFields.Parameters);
            WriteGrammar(writer, options);
            writer.EndBodyMember(parameters, HuggingFaceFields.Parameters);
        }

        if (writer.Call.IsStreaming)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: null })
        {
            writer.Unsupported("ResponseFormat", "This wire holds the output to a JSON schema or to nothing; give a schema.");
        }

        HuggingFaceFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    /// <summary>True where a setting goes into <c>parameters</c>.</summary>
    private static bool HasParameters(ChatOptions options) =>
        options.ResponseFormat is ChatResponseFormatJson { Schema: not null }
        || HuggingFaceFields.Settings.IsAnyGiven(options, HuggingFaceFields.Parameters);

    private static string ReadPrompt(RequestBodyWriter writer)
    {
        var call = writer.Call;
        if (call.Messages is not [{ Contents: var contents } message] || message.Role != ChatRole.User)
        {
            throw new LlmException(
                LlmErrorKind.Unsupported,
                "Messages: this wire continues one text and knows no roles. Send a single user message that holds the whole prompt, or use the provider's chat wire.");
        }

        var texts = new List<string>();
        for (var i = 0; i < contents.Count; i++)
        {
            var field = new MessageField(0)[i];
            texts.Add(contents[i] is TextContent text ? text.Text : call.DescribeUnsupported(contents[i], field, "This wire takes text alone."));
            writer.ReportExtras(contents[i].AdditionalProperties, field);
        }

        writer.ReportExtras(message.AdditionalProperties, new MessageField(0));
        return string.Join('\n', texts);
    }

    private static void WriteGrammar(RequestBodyWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema })
        {
            return;
        }

        writer.Json.WriteStartObject("grammar"u8);
        writer.Json.WriteString("type"u8, "json"u8);
        writer.WriteRaw("value"u8, schema);
        writer.Json.WriteEndObject();
    }
}
