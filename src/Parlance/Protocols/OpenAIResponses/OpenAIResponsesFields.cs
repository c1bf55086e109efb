namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIResponsesFields
{
    public static SettingTable<OpenAIResponsesDialect> Settings { get; } = new SettingTable<OpenAIResponsesDialect>()
        .Row(Setting.ConversationId, "previous_response_id", when: static dialect => !dialect.StreamsOnly)
        .Row(Setting.AllowBackgroundResponses, "background", when: static dialect => !dialect.StreamsOnly)
        .Row(Setting.MaxOutputTokens, "max_output_tokens")
        .Row(Setting.Temperature, "temperature")
        .Row(Setting.TopP, "top_p")
        .Row(Setting.TopLogProbs, "top_logprobs")
        .Row(Setting.EndUserId, "user")
        .Row(Setting.ServiceTier, "service_tier")
        .Row(Setting.PromptCacheKey, "prompt_cache_key")
        .Row(Setting.Metadata, "metadata")
        .Row(Setting.AllowMultipleToolCalls, "parallel_tool_calls")
        .Elsewhere(Setting.LogProbs, "include")
        .Elsewhere(Setting.ResponseFormat, "text.format")
        .Elsewhere(Setting.StrictSchema, "text.format.strict")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.AllowedTools, "tool_choice.tools")
        .Elsewhere(Setting.Reasoning, "reasoning")
        .Elsewhere(Setting.ReasoningBudget)
        .Name("ReasoningEffort", "reasoning.effort")
        .Name("Output", "summary")
        .Name("Messages", "input")
        .Name("Contents", "content")
        .Name("Strict", "strict");
}
