namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIResponsesFields
{
    /// <summary>"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16": https://github.com/openai/openai-python/issues/2280.</summary>
    private const int MinimumOutputTokens = 16;

    public static SettingTable<OpenAIResponsesReceiver> Settings { get; } = new SettingTable<OpenAIResponsesReceiver>()
        .Row(Setting.ConversationId, "previous_response_id", when: static receiver => !receiver.Dialect.StreamsOnly)
        .Row(Setting.AllowBackgroundResponses, "background", when: static receiver => !receiver.Dialect.StreamsOnly)
        .Row(Setting.MaxOutputTokens, "max_output_tokens", when: static receiver => receiver.Dialect.HasMaximumOutputTokens, fit: static (_, limit) => Ranges.AtLeast(limit, MinimumOutputTokens))
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 2))
        .Row(Setting.TopP, "top_p", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 1))
        .Row(Setting.TopLogProbs, "top_logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.EndUserId, "user", when: static receiver => receiver.Dialect.HasUser, fit: static (receiver, id) => EndUserIds.Fit(id, receiver.Dialect.MaximumUserLength))
        .Row(Setting.ServiceTier, "service_tier", fit: static (_, tier) => ServiceTiers.FitOpenAI(tier))
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

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="IsReasoning">True where the model reasons on the request and refuses sampling then.</param>
internal readonly record struct OpenAIResponsesReceiver(OpenAIResponsesDialect Dialect, bool IsReasoning);
