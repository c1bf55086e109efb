namespace Parlance.Protocols.OpenAIChat;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIChatFields
{
    public static SettingTable<OpenAIChatReceiver> Settings { get; } = new SettingTable<OpenAIChatReceiver>()
        .Row(Setting.MaxOutputTokens, "max_completion_tokens", writtenAs: static receiver => receiver.Dialect.TokenLimitMember, alsoRead: "max_tokens")
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 2))
        .Row(Setting.TopP, "top_p", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 1))
        .Row(Setting.TopK, "top_k", when: static receiver => receiver.Dialect.HasTopK)
        .Row(Setting.FrequencyPenalty, "frequency_penalty", when: static receiver => receiver.Dialect.HasPenalties, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.PresencePenalty, "presence_penalty", when: static receiver => receiver.Dialect.HasPenalties, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.Seed, "seed", writtenAs: static receiver => receiver.Dialect.SeedMember, alsoRead: "random_seed")
        .Row(Setting.StopSequences, "stop", when: static receiver => receiver.Dialect.MaximumStopSequences > 0, fit: static (receiver, stop) => StopTexts.Fit(stop, receiver.Dialect.MaximumStopSequences))
        .Row(Setting.LogProbs, "logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.TopLogProbs, "top_logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.EndUserId, "user", when: static receiver => receiver.Dialect.HasUser, fit: static (receiver, id) => EndUserIds.Fit(id, receiver.Dialect.MaximumUserLength))
        .Row(Setting.ServiceTier, "service_tier", when: static receiver => receiver.Dialect is { HasRequestLabels: true, HasServiceTier: true }, fit: static (_, tier) => ServiceTiers.FitOpenAI(tier))
        .Row(Setting.PromptCacheKey, "prompt_cache_key", when: static receiver => receiver.Dialect.HasRequestLabels)
        .Row(Setting.Metadata, "metadata", when: static receiver => receiver.Dialect.HasRequestLabels)
        .Row(Setting.AllowMultipleToolCalls, "parallel_tool_calls", when: static receiver => receiver.Dialect.HasParallelToolCallsOption)
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
}

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="IsReasoning">True where the model reasons on the request and refuses sampling then.</param>
internal readonly record struct OpenAIChatReceiver(OpenAIChatDialect Dialect, bool IsReasoning);
