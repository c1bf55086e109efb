namespace Parlance.Protocols.CohereV2;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class CohereV2Fields
{
    /// <summary>"A list of up to 5 strings": https://docs.cohere.com/reference/chat.</summary>
    private const int MaximumStopSequences = 5;

    public static SettingTable<CohereV2Dialect> Settings { get; } = new SettingTable<CohereV2Dialect>()
        .Row(Setting.MaxOutputTokens, "max_tokens")
        .Row(Setting.Temperature, "temperature")
        .Row(Setting.TopP, "p", fit: static (_, value) => Ranges.Fit(value, 0.01f, 0.99f))
        .Row(Setting.TopK, "k")
        .Row(Setting.FrequencyPenalty, "frequency_penalty")
        .Row(Setting.PresencePenalty, "presence_penalty")
        .Row(Setting.Seed, "seed")
        .Row(Setting.StopSequences, "stop_sequences", fit: static (_, stop) => StopTexts.Fit(stop, MaximumStopSequences))
        .Row(Setting.LogProbs, "logprobs")
        .Elsewhere(Setting.ResponseFormat, "response_format")
        .Elsewhere(Setting.StrictSchema)
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.Reasoning, "thinking")
        .Elsewhere(Setting.ReasoningBudget, "thinking.token_budget")
        .Name("ReasoningEffort", "thinking")
        .Name("ReasoningEnabled", "thinking")
        .Name("Messages", "messages")
        .Name("Contents", "content")
        .Name("JsonSchema", "function.parameters")
        .Name("Arguments", "function.arguments")
        .Name("AuthorName", "name")
        .Name("Strict", "strict");
}
