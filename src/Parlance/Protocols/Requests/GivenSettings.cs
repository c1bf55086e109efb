using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Which settings a caller has given, by their names in .NET. One that asks for what is so anyway is none.</summary>
internal static class GivenSettings
{
    private static readonly Dictionary<string, Func<ChatOptions, bool>> s_isGiven = new(StringComparer.Ordinal)
    {
        ["Temperature"] = static options => options.Temperature is not null,
        ["TopP"] = static options => options.TopP is not null,
        ["TopK"] = static options => options.TopK is not null,
        ["MaxOutputTokens"] = static options => options.MaxOutputTokens is not null,
        ["FrequencyPenalty"] = static options => options.FrequencyPenalty is not null,
        ["PresencePenalty"] = static options => options.PresencePenalty is not null,
        ["Seed"] = static options => options.Seed is not null,
        ["StopSequences"] = static options => options.StopSequences is { Count: > 0 },
        ["ResponseFormat"] = static options => options.ResponseFormat is not (null or ChatResponseFormatText),
        ["StrictSchema"] = static options => options.StrictSchema == true,
        ["Tools"] = static options => options.Tools is { Count: > 0 },
        ["ToolMode"] = static options => options.ToolMode is not (null or AutoChatToolMode),
        ["AllowMultipleToolCalls"] = static options => options.AllowMultipleToolCalls == false,
        ["Reasoning"] = static options => !ReasoningSettings.From(options).IsEmpty,
        ["ReasoningBudget"] = static options => options.ReasoningBudget is not null,
        ["LogProbs"] = static options => options.LogProbs == true,
        ["TopLogProbs"] = static options => options.TopLogProbs is not null,
        ["ConversationId"] = static options => options.ConversationId is not null,
        ["AllowBackgroundResponses"] = static options => options.AllowBackgroundResponses == true,
        ["EndUserId"] = static options => options.EndUserId is not null,
        ["ServiceTier"] = static options => options.ServiceTier is not null,
        ["PromptCacheKey"] = static options => options.PromptCacheKey is not null,
        ["Metadata"] = static options => options.Metadata is not null,
    };

    /// <exception cref="ArgumentOutOfRangeException">There is no such setting.</exception>
    public static bool Has(ChatOptions options, string name) =>
        s_isGiven.TryGetValue(name, out var isGiven) ? isGiven(options) : throw new ArgumentOutOfRangeException(nameof(name), name, "No such setting.");

    /// <summary>How the loss of a setting is told: one that changes what a call costs and not what it says loses nothing of the answer.</summary>
    public static ChatWarningKind KindOfLoss(string name) => name == "PromptCacheKey" ? ChatWarningKind.Other : ChatWarningKind.Unsupported;

    public static IEnumerable<string> Of(ChatOptions options) => s_isGiven.Where(setting => setting.Value(options)).Select(setting => setting.Key);

    /// <summary>What callers put into the bag by hand, which no wire understands.</summary>
    public static IEnumerable<string> Unknown(ChatOptions options) =>
        options.AdditionalProperties?.Keys.Where(static name => !name.StartsWith("parlance.", StringComparison.Ordinal)) ?? [];
}
