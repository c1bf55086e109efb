using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Limits, sampling, reasoning, the format of the answer and labels.</summary>
internal static class ResponsesSettingsWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        var json = writer.Json;
        json.WriteOptional("previous_response_id"u8, options.ConversationId);
        json.WriteOptional("background"u8, options.AllowBackgroundResponses);
        json.WriteOptional("max_output_tokens"u8, options.MaxOutputTokens);
        json.WriteOptional("temperature"u8, options.Temperature);
        json.WriteOptional("top_p"u8, options.TopP);
        json.WriteOptional("top_logprobs"u8, options.TopLogProbs);
        WriteInclude(writer);
        WriteReasoning(writer);
        WriteText(writer);
        WriteLabels(writer);
        SettingsLoss.Report(writer, "TopK", "FrequencyPenalty", "PresencePenalty", "Seed", "StopSequences");
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteInclude(RequestBodyWriter writer)
    {
        var others = writer.FindExtra("include"u8);
        var hasOthers = others.ValueKind == JsonValueKind.Array;
        var isAsked = writer.Call.Options.LogProbs == true;
        if (!isAsked && !hasOthers)
        {
            return;
        }

        writer.Json.WriteStartArray("include"u8);
        var isWritten = false;
        if (hasOthers)
        {
            foreach (var entry in others.EnumerateArray())
            {
                var isLogProbs = entry.AsText() == ResponsesWireNames.LogProbsInclude;
                if (!isLogProbs || isAsked)
                {
                    writer.WriteRaw(entry);
                    isWritten |= isLogProbs;
                }
            }
        }

        if (isAsked && !isWritten)
        {
            writer.Json.WriteStringValue(ResponsesWireNames.LogProbsInclude);
        }

        writer.Json.WriteEndArray();
    }

    private static void WriteReasoning(RequestBodyWriter writer)
    {
        var settings = ReasoningSettings.From(writer.Call.Options);
        var effort = settings.Effort;
        if (settings.IsOffDespiteEffort)
        {
            effort = "none";
            ReasoningLoss.ReportOff(writer);
        }
        else if (effort is null && settings.NearestEffort() is { } nearest)
        {
            effort = nearest;
            writer.Coerced(settings.Budget is not null ? "ReasoningBudget" : "ReasoningEnabled", $"The wire knows levels only; the effort '{effort}' was sent instead.");
        }
        else if (settings.Budget is not null)
        {
            writer.Unsupported("ReasoningBudget", "The wire knows levels only; the effort was sent, the budget was left out.");
        }

        var summary = writer.Call.Options.Reasoning?.Output switch
        {
            ReasoningOutput.Summary => "auto",
            ReasoningOutput.Full => "detailed",
            _ => null,
        };
        if (effort is null && summary is null)
        {
            return;
        }

        var start = writer.BeginObject("reasoning"u8);
        writer.Json.WriteOptional("effort"u8, effort);
        writer.Json.WriteOptional("summary"u8, summary);
        writer.EndBodyMember(start, "reasoning");
    }

    private static void WriteText(RequestBodyWriter writer)
    {
        if (writer.Call.Options.ResponseFormat is not { } format)
        {
            return;
        }

        var text = writer.BeginObject("text"u8);
        var start = writer.BeginObject("format"u8);
        FormatObject.WriteMembers(writer, format, writer.Call.Options.StrictSchema);
        writer.EndNested(start, writer.FindLeftOver("text"u8), "format"u8);
        writer.EndBodyMember(text, "text");
    }

    private static void WriteLabels(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        writer.Json.WriteOptional("user"u8, options.EndUserId);
        writer.Json.WriteOptional("service_tier"u8, options.ServiceTier);
        writer.Json.WriteOptional("prompt_cache_key"u8, options.PromptCacheKey);
        if (options.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            writer.WriteRaw("metadata"u8, metadata);
        }
    }
}
