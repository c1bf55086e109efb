namespace Parlance.Protocols.OpenAIChat;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIChatFields
{
    public static SettingTable<OpenAIChatDialect> Settings { get; } = new SettingTable<OpenAIChatDialect>()
        .Row(Setting.MaxOutputTokens, "max_completion_tokens", writtenAs: static dialect => dialect.TokenLimitMember, alsoRead: "max_tokens")
        .Row(Setting.Temperature, "temperature", when: static dialect => dialect.HasSampling)
        .Row(Setting.TopP, "top_p", when: static dialect => dialect.HasSampling)
        .Row(Setting.TopK, "top_k", when: static dialect => dialect.HasTopK)
        .Row(Setting.FrequencyPenalty, "frequency_penalty", when: static dialect => dialect.HasPenalties)
        .Row(Setting.PresencePenalty, "presence_penalty", when: static dialect => dialect.HasPenalties)
        .Row(Setting.Seed, "seed", writtenAs: static dialect => dialect.SeedMember, alsoRead: "random_seed")
        .Row(Setting.StopSequences, "stop", when: static dialect => dialect.MaximumStopSequences > 0, fit: FitStop)
        .Row(Setting.LogProbs, "logprobs", when: static dialect => dialect.HasLogProbs)
        .Row(Setting.TopLogProbs, "top_logprobs", when: static dialect => dialect.HasLogProbs)
        .Row(Setting.EndUserId, "user", when: static dialect => dialect.HasUser)
        .Row(Setting.ServiceTier, "service_tier", when: static dialect => dialect.HasRequestLabels)
        .Row(Setting.PromptCacheKey, "prompt_cache_key", when: static dialect => dialect.HasRequestLabels)
        .Row(Setting.Metadata, "metadata", when: static dialect => dialect.HasRequestLabels)
        .Row(Setting.AllowMultipleToolCalls, "parallel_tool_calls", when: static dialect => dialect.HasParallelToolCallsOption)
        .Elsewhere(Setting.ResponseFormat, "response_format")
        .Elsewhere(Setting.StrictSchema, "response_format.json_schema.strict")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.AllowedTools, "tool_choice.allowed_tools")
        .Elsewhere(Setting.Reasoning, "reasoning")
        .Elsewhere(Setting.ReasoningBudget, "reasoning.max_tokens")
        .Name("MaxOutputTokens", "max_tokens")
        .Name("ReasoningEffort", "reasoning_effort")
        .Name("ReasoningEnabled", "thinking")
        .Name("Messages", "messages")
        .Name("Contents", "content")
        .Name("Detail", "image_url.detail")
        .Name("AuthorName", "name")
        .Name("IsPrefix", "prefix")
        .Name("CacheBreakpoint", "cache_control")
        .Name("Strict", "strict");

    private static Fitted<IList<string>?> FitStop(OpenAIChatDialect dialect, IList<string>? stop) => stop!.Count <= dialect.MaximumStopSequences
        ? new(IsSent: true, stop)
        : Fitted<IList<string>?>.Shortened([.. stop.Take(dialect.MaximumStopSequences)], $"The host takes {dialect.MaximumStopSequences} stop sequences; the others were left out.");
}
