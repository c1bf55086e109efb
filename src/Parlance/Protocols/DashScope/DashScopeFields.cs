namespace Parlance.Protocols.DashScope;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class DashScopeFields
{
    /// <summary>The object that holds all settings.</summary>
    public const string Parameters = "parameters";

    public static SettingTable<DashScopeDialect> Settings { get; } = new SettingTable<DashScopeDialect>()
        .Row(Setting.MaxOutputTokens, "parameters.max_tokens")
        .Row(Setting.Temperature, "parameters.temperature", fit: static (_, value) => Ranges.Fit(value, 0, 1.99f))
        .Row(Setting.TopP, "parameters.top_p", fit: static (_, value) => Ranges.Fit(value, 0.01f, 1))
        .Row(Setting.TopK, "parameters.top_k")
        .Row(Setting.PresencePenalty, "parameters.presence_penalty")
        .Row(Setting.Seed, "parameters.seed")
        .Row(Setting.StopSequences, "parameters.stop")
        .Row(Setting.LogProbs, "parameters.logprobs")
        .Row(Setting.TopLogProbs, "parameters.top_logprobs")
        .Row(Setting.AllowMultipleToolCalls, "parameters.parallel_tool_calls")
        .Elsewhere(Setting.ResponseFormat, "parameters.response_format")
        .Elsewhere(Setting.StrictSchema)
        .Elsewhere(Setting.Tools, "parameters.tools")
        .Elsewhere(Setting.ToolMode, "parameters.tool_choice")
        .Elsewhere(Setting.Reasoning, "parameters.enable_thinking")
        .Elsewhere(Setting.ReasoningBudget, "parameters.thinking_budget")
        .Name("ReasoningEffort", "parameters.enable_thinking")
        .Name("ReasoningEnabled", "parameters.enable_thinking")
        .Name("Messages", "input.messages")
        .Name("Contents", "content")
        .Name("JsonSchema", "function.parameters")
        .Name("Arguments", "function.arguments")
        .Name("AuthorName", "name")
        .Name("IsPrefix", "partial");
}
