using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class GeminiFields
{
    private const string MessagesPrefix = "Messages[";

    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "contents",
        ["Contents"] = "parts",
        ["OpaqueState"] = "thoughtSignature",
        ["Tools"] = "tools",
        ["ToolMode"] = "toolConfig.functionCallingConfig.mode",
        ["JsonSchema"] = "functionDeclarations.parameters",
        ["Temperature"] = "generationConfig.temperature",
        ["TopP"] = "generationConfig.topP",
        ["TopK"] = "generationConfig.topK",
        ["MaxOutputTokens"] = "generationConfig.maxOutputTokens",
        ["StopSequences"] = "generationConfig.stopSequences",
        ["Seed"] = "generationConfig.seed",
        ["PresencePenalty"] = "generationConfig.presencePenalty",
        ["FrequencyPenalty"] = "generationConfig.frequencyPenalty",
        ["ResponseFormat"] = "generationConfig.responseSchema",
        ["StrictSchema"] = "generationConfig.responseSchema",
        ["LogProbs"] = "generationConfig.responseLogprobs",
        ["TopLogProbs"] = "generationConfig.logprobs",
        ["Reasoning"] = "generationConfig.thinkingConfig",
        ["ReasoningEffort"] = "generationConfig.thinkingConfig.thinkingLevel",
        ["ReasoningBudget"] = "generationConfig.thinkingConfig.thinkingBudget",
        ["ReasoningEnabled"] = "generationConfig.thinkingConfig.thinkingBudget",
        ["Metadata"] = "labels",
        ["ServiceTier"] = "serviceTier",
    };

    /// <summary>Where a request has a system instruction, that is the call's first message, and the first content its second.</summary>
    public static string ShiftMessages(IReadOnlyList<ChatMessage> messages, string field)
    {
        if (messages is not [var first, ..] || first.Role != ChatRole.System || !field.StartsWith(MessagesPrefix, StringComparison.Ordinal))
        {
            return field;
        }

        var end = field.IndexOf(']', StringComparison.Ordinal);
        var index = int.Parse(field.AsSpan(MessagesPrefix.Length, end - MessagesPrefix.Length), CultureInfo.InvariantCulture);
        return index == 0
            ? $"systemInstruction{field[(end + 1)..]}"
            : string.Create(CultureInfo.InvariantCulture, $"{MessagesPrefix}{index - 1}{field.AsSpan(end)}");
    }
}
