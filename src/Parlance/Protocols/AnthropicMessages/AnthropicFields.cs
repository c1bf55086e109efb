namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class AnthropicFields
{
    public static SettingTable<AnthropicReceiver> Settings { get; } = new SettingTable<AnthropicReceiver>()
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.Dialect.HasSampling, fit: FitTemperature)
        .Row(Setting.TopP, "top_p", when: static receiver => receiver.Dialect.HasSampling, fit: FitTopP)
        .Row(Setting.TopK, "top_k", when: static receiver => receiver.Dialect.HasSampling, fit: FitTopK)
        .Row(Setting.StopSequences, "stop_sequences", fit: static (_, stop) => StopTexts.Fit(stop, int.MaxValue, takesBlank: false))
        .Row(Setting.EndUserId, "metadata.user_id")
        .Row(Setting.ServiceTier, "service_tier", fit: static (_, tier) => ServiceTiers.Fit(tier, ["auto", "standard_only"]))
        .Elsewhere(Setting.MaxOutputTokens, "max_tokens")
        .Elsewhere(Setting.ResponseFormat, "output_config.format")
        .Elsewhere(Setting.StrictSchema, "output_config.format")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.AllowMultipleToolCalls, "tool_choice.disable_parallel_tool_use")
        .Elsewhere(Setting.Reasoning, "thinking")
        .Elsewhere(Setting.ReasoningBudget, "thinking.budget_tokens")
        .Name("ReasoningEnabled", "thinking")
        .Name("ReasoningEffort", "output_config.effort")
        .Name("Output", "display")
        .Name("Messages", "messages")
        .Name("Contents", "content")
        .Name("Result", "content")
        .Name("JsonSchema", "input_schema")
        .Name("ProtectedData", "signature")
        .Name("OpaqueState", "signature")
        .Name("Strict", "strict")
        .Name("ServerDescription", "description")
        .Name("Annotations", "citations")
        .Name("Arguments", "input")
        .Name("CacheBreakpoint", "cache_control");

    private static Fitted<float?> FitTemperature(AnthropicReceiver receiver, float? temperature) =>
        receiver.IsThinking && temperature != 1 ? Fitted<float?>.Refused(ThinkingSampling.RefusedWhileThinking) : Temperatures.AtMostOne(temperature);

    private static Fitted<float?> FitTopP(AnthropicReceiver receiver, float? topP) =>
        receiver.IsThinking && topP < ThinkingSampling.LowestTopPWhileThinking ? Fitted<float?>.Refused(ThinkingSampling.RefusedWhileThinking)
        : receiver is { HasTemperature: true, Dialect.CombinesSampling: false } ? Fitted<float?>.Refused(ThinkingSampling.RefusedBesideTemperature)
        : topP;

    private static Fitted<int?> FitTopK(AnthropicReceiver receiver, int? topK) =>
        receiver.IsThinking ? Fitted<int?>.Refused(ThinkingSampling.RefusedWhileThinking) : topK;
}

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="IsThinking">Whether the request makes the model think.</param>
/// <param name="HasTemperature">Whether the request sets a temperature that goes out.</param>
internal readonly record struct AnthropicReceiver(AnthropicDialect Dialect, bool IsThinking, bool HasTemperature);
