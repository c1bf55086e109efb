using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.HuggingFace;

/// <summary>A call to a body: <c>inputs</c>, the settings, where there are any, in <c>parameters</c>, then <c>stream</c>. The model is in the address.</summary>
internal static class HuggingFaceRequestWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        var start = writer.BeginObject();
        writer.Json.WriteString("inputs"u8, ReadPrompt(writer));
        if (HasParameters(options))
        {
            var parameters = writer.BeginObject("parameters"u8);
            WriteParameters(writer.Json, options);
            WriteGrammar(writer, options);
            writer.EndBodyMember(parameters, "parameters");
        }

        if (writer.Call.IsStreaming)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: null })
        {
            writer.Unsupported("ResponseFormat", "This wire holds the output to a JSON schema or to nothing; give a schema.");
        }

        SettingsLoss.Report(
            writer, "PresencePenalty", "Tools", "AllowMultipleToolCalls", "Reasoning", "LogProbs", "ConversationId", "AllowBackgroundResponses", "EndUserId",
            "ServiceTier", "PromptCacheKey", "Metadata", "StrictSchema");
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    /// <summary>True where a setting goes into <c>parameters</c>.</summary>
    private static bool HasParameters(ChatOptions options) =>
        options.ResponseFormat is ChatResponseFormatJson { Schema: not null }
        || GivenSettings.Of(options).Any(name => name != nameof(ChatOptions.ResponseFormat) && HuggingFaceFields.Names.ContainsKey(name));

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

    private static void WriteParameters(Utf8JsonWriter json, ChatOptions options)
    {
        json.WriteOptional("max_new_tokens"u8, options.MaxOutputTokens);
        json.WriteOptional("temperature"u8, options.Temperature);
        json.WriteOptional("top_p"u8, options.TopP);
        json.WriteOptional("top_k"u8, options.TopK);
        json.WriteOptional("frequency_penalty"u8, options.FrequencyPenalty);
        json.WriteOptional("seed"u8, options.Seed);
        json.WriteOptional("top_n_tokens"u8, options.TopLogProbs);
        json.WriteOptional("stop"u8, options.StopSequences);
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
