namespace Parlance.Protocols.DashScope;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class DashScopeFields
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "input.messages",
        ["Contents"] = "content",
        ["AuthorName"] = "name",
        ["IsPrefix"] = "partial",
        ["Tools"] = "parameters.tools",
        ["ToolMode"] = "parameters.tool_choice",
        ["AllowMultipleToolCalls"] = "parameters.parallel_tool_calls",
        ["ResponseFormat"] = "parameters.response_format",
        ["MaxOutputTokens"] = "parameters.max_tokens",
        ["Temperature"] = "parameters.temperature",
        ["TopP"] = "parameters.top_p",
        ["TopK"] = "parameters.top_k",
        ["Seed"] = "parameters.seed",
        ["PresencePenalty"] = "parameters.presence_penalty",
        ["StopSequences"] = "parameters.stop",
        ["Reasoning"] = "parameters.enable_thinking",
        ["ReasoningEffort"] = "parameters.enable_thinking",
        ["ReasoningEnabled"] = "parameters.enable_thinking",
        ["ReasoningBudget"] = "parameters.thinking_budget",
        ["LogProbs"] = "parameters.logprobs",
        ["TopLogProbs"] = "parameters.top_logprobs",
    };
}
