using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Settings: <c>generationConfig</c>, and what stands beside it.</summary>
internal static class GeminiSettingsWriter
{
    public static void Write(RequestBodyWriter writer, GeminiDialect dialect)
    {
        var options = writer.Call.Options;
        WriteGeneration(writer, dialect);
        writer.Json.WriteOptional("serviceTier"u8, options.ServiceTier);
        if (options.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            if (dialect.HasLabels)
            {
                writer.WriteRaw("labels"u8, metadata);
            }
            else
            {
                writer.Unsupported("Metadata", "The host stores no labels with a request; they were left out.");
            }
        }

        SettingsLoss.Report(writer, "ConversationId", "AllowBackgroundResponses", "EndUserId", "PromptCacheKey");
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteGeneration(RequestBodyWriter writer, GeminiDialect dialect)
    {
        var options = writer.Call.Options;
        if (!HasAny(options))
        {
            return;
        }

        var json = writer.Json;
        var start = writer.BeginObject("generationConfig"u8);
        json.WriteOptional("temperature"u8, options.Temperature);
        json.WriteOptional("topP"u8, options.TopP);
        json.WriteOptional("topK"u8, options.TopK);
        json.WriteOptional("maxOutputTokens"u8, options.MaxOutputTokens);
        json.WriteOptional("stopSequences"u8, options.StopSequences);
        json.WriteOptional("seed"u8, options.Seed);
        json.WriteOptional("presencePenalty"u8, options.PresencePenalty);
        json.WriteOptional("frequencyPenalty"u8, options.FrequencyPenalty);
        WriteFormat(writer, options);
        json.WriteOptional("responseLogprobs"u8, options.LogProbs);
        json.WriteOptional("logprobs"u8, options.TopLogProbs);
        if (GeminiThinking.IsSet(options))
        {
            var thinking = writer.BeginObject("thinkingConfig"u8);
            GeminiThinking.Write(writer, dialect);
            writer.EndNested(thinking, writer.FindLeftOver("generationConfig"u8), "thinkingConfig"u8);
        }

        writer.EndBodyMember(start, "generationConfig");
    }

    private static bool HasAny(ChatOptions options) =>
        options is { Temperature: not null } or { TopP: not null } or { TopK: not null } or { MaxOutputTokens: not null } or { Seed: not null }
            or { PresencePenalty: not null } or { FrequencyPenalty: not null } or { ResponseFormat: not null } or { StopSequences.Count: > 0 }
        || options.LogProbs is not null || options.TopLogProbs is not null || GeminiThinking.IsSet(options);

    private static void WriteFormat(RequestBodyWriter writer, ChatOptions options)
    {
        switch (options.ResponseFormat)
        {
            case ChatResponseFormatText:
                writer.Json.WriteString("responseMimeType"u8, "text/plain"u8);
                break;
            case ChatResponseFormatJson json:
                writer.Json.WriteString("responseMimeType"u8, "application/json"u8);
                if (json.Schema is { } schema)
                {
                    WriteSchema(writer, options, schema);
                }

                break;
        }
    }

    private static void WriteSchema(RequestBodyWriter writer, ChatOptions options, JsonElement schema)
    {
        if (!GeminiSpelling.TryGetSchema(options.AdditionalProperties, out var member, out var original))
        {
            GeminiSchemas.Write(writer, "responseSchema"u8, schema, "ResponseFormat");
        }
        else
        {
            GeminiSchemas.WriteAgain(writer, member, original, schema, "ResponseFormat");
        }
    }
}
