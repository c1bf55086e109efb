using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class ConverseFieldNames
{
    private const string MessagesPrefix = "Messages[";

    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "messages",
        ["Contents"] = "content",
        ["Result"] = "toolResult.content",
        ["Annotations"] = "citationsContent.citations",
        ["Arguments"] = "toolUse.input",
        ["CacheBreakpoint"] = "cachePoint",
        ["MaxOutputTokens"] = "inferenceConfig.maxTokens",
        ["Temperature"] = "inferenceConfig.temperature",
        ["TopP"] = "inferenceConfig.topP",
        ["StopSequences"] = "inferenceConfig.stopSequences",
        ["TopK"] = "additionalModelRequestFields.top_k",
        ["ReasoningBudget"] = "additionalModelRequestFields.thinking.budget_tokens",
        ["ReasoningEnabled"] = "additionalModelRequestFields.thinking",
        ["ReasoningEffort"] = "additionalModelRequestFields.reasoning_effort",
        ["ResponseFormat"] = "outputConfig.textFormat",
        ["Metadata"] = "requestMetadata",
        ["ServiceTier"] = "serviceTier",
        ["Tools"] = "toolConfig.tools",
        ["ToolMode"] = "toolConfig.toolChoice",
    };

    /// <summary>
    /// Where a request has a system prompt, that is the call's first message, and the wire's first message its second.
    /// </summary>
    public static string ShiftMessages(IReadOnlyList<ChatMessage> messages, string field)
    {
        if (messages is not [var first, ..] || first.Role != ChatRole.System || !field.StartsWith(MessagesPrefix, StringComparison.Ordinal))
        {
            return field;
        }

        var end = field.IndexOf(']', StringComparison.Ordinal);
        var index = int.Parse(field.AsSpan(MessagesPrefix.Length, end - MessagesPrefix.Length), CultureInfo.InvariantCulture);
        var rest = field[(end + 1)..];
        return index > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{MessagesPrefix}{index - 1}]{rest}")
            : "system" + rest.Replace(".Contents", "", StringComparison.Ordinal);
    }
}
