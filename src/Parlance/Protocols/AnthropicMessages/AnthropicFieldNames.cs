namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class AnthropicFieldNames
{
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
}
