namespace Parlance.Protocols.CohereV2;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class CohereV2Fields
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "messages",
        ["Contents"] = "content",
        ["AuthorName"] = "name",
        ["Tools"] = "tools",
        ["Strict"] = "strict",
        ["ToolMode"] = "tool_choice",
        ["ResponseFormat"] = "response_format",
        ["MaxOutputTokens"] = "max_tokens",
        ["Temperature"] = "temperature",
        ["TopP"] = "p",
        ["TopK"] = "k",
        ["Seed"] = "seed",
        ["FrequencyPenalty"] = "frequency_penalty",
        ["PresencePenalty"] = "presence_penalty",
        ["StopSequences"] = "stop_sequences",
        ["Reasoning"] = "thinking",
        ["ReasoningEffort"] = "thinking",
        ["ReasoningEnabled"] = "thinking",
        ["ReasoningBudget"] = "thinking.token_budget",
        ["LogProbs"] = "logprobs",
    };
}
