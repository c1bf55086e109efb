using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class AnthropicFieldNames
{
    private const string MessagesPrefix = "Messages[";

    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "messages",
        ["Contents"] = "content",
        ["Result"] = "content",
        ["Annotations"] = "citations",
        ["Arguments"] = "input",
        ["CacheBreakpoint"] = "cache_control",
        ["MaxOutputTokens"] = "max_tokens",
        ["Temperature"] = "temperature",
        ["TopP"] = "top_p",
        ["TopK"] = "top_k",
        ["StopSequences"] = "stop_sequences",
        ["ReasoningBudget"] = "thinking.budget_tokens",
        ["ReasoningEnabled"] = "thinking",
        ["ReasoningEffort"] = "output_config.effort",
        ["ResponseFormat"] = "output_config.format",
        ["StrictSchema"] = "output_config.format",
        ["EndUserId"] = "metadata.user_id",
        ["ServiceTier"] = "service_tier",
        ["Tools"] = "tools",
        ["ToolMode"] = "tool_choice",
        ["AllowMultipleToolCalls"] = "tool_choice.disable_parallel_tool_use",
    };

    /// <summary>
    /// Where a request has a system prompt, that is the call's first message, and the wire's first message its second.
    /// </summary>
    public static string ShiftMessages(IReadOnlyList<ChatMessage> messages, string field)
    {
        if (messages is not [var first, ..] || first.Role != ChatRole.System || first.IsInlineSystem
            || !field.StartsWith(MessagesPrefix, StringComparison.Ordinal))
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
