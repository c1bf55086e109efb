using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Settings that a wire has no member for: each that a caller has set is a warning.</summary>
internal static class SettingsLoss
{
    /// <summary>Reports those of the named settings that are set, and what callers put into the bag by hand.</summary>
    public static void Report(WireWriter writer, params ReadOnlySpan<string> fields)
    {
        var options = writer.Call.Options;
        foreach (var field in fields)
        {
            if (IsSet(options, field))
            {
                writer.Unsupported(field, "This wire has no such setting; it was left out.");
            }
        }

        foreach (var name in options.AdditionalProperties?.Keys ?? Enumerable.Empty<string>())
        {
            if (!name.StartsWith("parlance.", StringComparison.Ordinal))
            {
                writer.Unsupported($"AdditionalProperties.{name}", "Members that a host has beyond the common settings go into ExtraBody.");
            }
        }
    }

    private static bool IsSet(ChatOptions options, string field) => field switch
    {
        "MaxOutputTokens" => options.MaxOutputTokens is not null,
        "Temperature" => options.Temperature is not null,
        "TopP" => options.TopP is not null,
        "TopK" => options.TopK is not null,
        "Seed" => options.Seed is not null,
        "StopSequences" => options.StopSequences is { Count: > 0 },
        "FrequencyPenalty" => options.FrequencyPenalty is not null,
        "PresencePenalty" => options.PresencePenalty is not null,
        "ResponseFormat" => options.ResponseFormat is not (null or ChatResponseFormatText),
        "Tools" => options.Tools is { Count: > 0 },
        "AllowMultipleToolCalls" => options.AllowMultipleToolCalls == false,
        "Reasoning" => !ReasoningSettings.From(options).IsEmpty,
        "ReasoningBudget" => options.ReasoningBudget is not null,
        "LogProbs" => options.LogProbs == true,
        "TopLogProbs" => options.TopLogProbs is not null,
        "ConversationId" => options.ConversationId is not null,
        "AllowBackgroundResponses" => options.AllowBackgroundResponses == true,
        "EndUserId" => options.EndUserId is not null,
        "ServiceTier" => options.ServiceTier is not null,
        "PromptCacheKey" => options.PromptCacheKey is not null,
        "Metadata" => options.Metadata.ValueKind != JsonValueKind.Undefined,
        "StrictSchema" => options.StrictSchema == true,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such setting."),
    };
}
