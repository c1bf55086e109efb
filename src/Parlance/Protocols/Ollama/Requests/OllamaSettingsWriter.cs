using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The settings that chat and generate share, in this order: <c>format</c>, <c>options</c>, <c>think</c>, <c>stream</c>,
/// <c>logprobs</c>, <c>top_logprobs</c>; and the warnings for settings that neither has.
/// </summary>
internal static class OllamaSettingsWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        WriteFormat(writer, options);
        WriteSampling(writer, options);
        WriteThinking(writer, options);
        if (!writer.Call.IsStreaming || !writer.IsSpelled(options.AdditionalProperties, OllamaSpelling.NoStream))
        {
            writer.Json.WriteBoolean("stream"u8, writer.Call.IsStreaming);
        }

        writer.Json.WriteOptional("logprobs"u8, options.LogProbs);
        writer.Json.WriteOptional("top_logprobs"u8, options.TopLogProbs);
        SettingsLoss.Report(
            writer, "ReasoningBudget", "ConversationId", "AllowBackgroundResponses", "EndUserId", "ServiceTier", "PromptCacheKey", "Metadata");
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteFormat(RequestBodyWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson json)
        {
            return;
        }

        if (json.Schema is not { } schema)
        {
            writer.Json.WriteString("format"u8, "json"u8);
            return;
        }

        writer.WriteRaw("format"u8, schema);
        if (json.SchemaName is not null || json.SchemaDescription is not null)
        {
            writer.Coerced("ResponseFormat", "A schema has neither name nor description on this wire; it was sent without them.");
        }

        if (options.StrictSchema == false)
        {
            writer.Coerced("StrictSchema", "This wire always follows a schema strictly.");
        }
    }

    private static void WriteSampling(RequestBodyWriter writer, ChatOptions options)
    {
        var hasSettings = options.Temperature is not null || options.TopP is not null || options.TopK is not null
            || options.Seed is not null || options.MaxOutputTokens is not null || options.PresencePenalty is not null
            || options.FrequencyPenalty is not null || options.StopSequences is { Count: > 0 };
        if (!hasSettings)
        {
            return;
        }

        var json = writer.Json;
        var start = writer.BeginObject("options"u8);
        json.WriteOptional("temperature"u8, options.Temperature);
        json.WriteOptional("top_p"u8, options.TopP);
        json.WriteOptional("top_k"u8, options.TopK);
        json.WriteOptional("seed"u8, options.Seed);
        json.WriteOptional("num_predict"u8, options.MaxOutputTokens);
        json.WriteOptional("presence_penalty"u8, options.PresencePenalty);
        json.WriteOptional("frequency_penalty"u8, options.FrequencyPenalty);
        json.WriteOptional("stop"u8, options.StopSequences);
        writer.EndBodyMember(start, "options");
    }

    private static void WriteThinking(RequestBodyWriter writer, ChatOptions options)
    {
        var (effort, field) = ReasoningEffortWord.Find(options);
        switch (effort)
        {
            case "none":
                writer.Json.WriteBoolean("think"u8, false);
                break;
            case null when options.ReasoningEnabled is { } isEnabled:
                writer.Json.WriteBoolean("think"u8, isEnabled);
                break;
            case null:
                break;
            case not null when options.ReasoningEnabled == false:
                writer.Json.WriteBoolean("think"u8, false);
                writer.Unsupported(field, $"Reasoning is switched off; the effort '{effort}' was left out.");
                break;
            case "minimal":
                writer.Json.WriteString("think"u8, "low"u8);
                writer.Coerced(field, "This wire's lowest effort is 'low'; 'minimal' was sent as that.");
                break;
            case "xhigh":
                writer.Json.WriteString("think"u8, "high"u8);
                writer.Coerced(field, "This wire has no effort 'xhigh'; it was sent as 'high'.");
                break;
            default:
                writer.Json.WriteString("think"u8, effort);
                break;
        }

        if (options.Reasoning?.Output is ReasoningOutput.None or ReasoningOutput.Summary)
        {
            writer.Unsupported("Reasoning.Output", "This wire returns reasoning as the model wrote it, neither hidden nor summarized.");
        }
    }
}
