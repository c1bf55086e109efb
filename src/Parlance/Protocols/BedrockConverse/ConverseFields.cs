namespace Parlance.Protocols.BedrockConverse;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class ConverseFields
{
    public static SettingTable<ConverseReceiver> Settings { get; } = new SettingTable<ConverseReceiver>()
        .Row(Setting.MaxOutputTokens, "inferenceConfig.maxTokens", fit: FitMaximum)
        .Row(Setting.Temperature, "inferenceConfig.temperature", when: static receiver => receiver.Dialect.HasSampling, fit: FitTemperature)
        .Row(Setting.TopP, "inferenceConfig.topP", when: static receiver => receiver.Dialect.HasSampling, fit: FitTopP)
        .Row(Setting.StopSequences, "inferenceConfig.stopSequences", fit: static (receiver, stop) => StopTexts.Fit(stop, receiver.Dialect.MaximumStopSequences, receiver.Dialect.AllowsBlankStopSequences))
        .Row(Setting.ServiceTier, "serviceTier.type", fit: static (_, tier) => ServiceTiers.Fit(tier, ["default", "priority", "flex", "reserved"]))
        .Row(Setting.Metadata, "requestMetadata")
        .Elsewhere(Setting.TopK, "additionalModelRequestFields.top_k")
        .Elsewhere(Setting.Reasoning)
        .Elsewhere(Setting.ReasoningBudget, "additionalModelRequestFields.thinking.budget_tokens")
        .Elsewhere(Setting.ResponseFormat, "outputConfig.textFormat")
        .Elsewhere(Setting.StrictSchema)
        .Elsewhere(Setting.Tools, "toolConfig.tools")
        .Elsewhere(Setting.ToolMode, "toolConfig.toolChoice")
        .Name("ReasoningEnabled", "additionalModelRequestFields.thinking")
        .Name("ReasoningEffort", "additionalModelRequestFields.reasoning_effort")
        .Name("Messages", "messages")
        .Name("Contents", "content")
        .Name("Result", "toolResult.content")
        .Name("JsonSchema", "toolSpec.inputSchema.json")
        .Name("Strict", "toolSpec.strict")
        .Name("ProtectedData", "reasoningContent.reasoningText.signature")
        .Name("OpaqueState", "reasoningContent.reasoningText.signature")
        .Name("Annotations", "citationsContent.citations")
        .Name("Arguments", "toolUse.input")
        .Name("CacheBreakpoint", "cachePoint");

    /// <summary>The limit counts the thinking too: it must leave room for the answer.</summary>
    private static Fitted<int?> FitMaximum(ConverseReceiver receiver, int? maximum) => receiver.Plan.Budget is { } budget && budget >= maximum
        ? Fitted<int?>.Changed((int)Math.Min(budget + maximum.Value, int.MaxValue), $"The limit counts reasoning too and must exceed its budget of {budget} tokens; it was raised from {maximum} to {budget + maximum}.")
        : maximum;

    private static Fitted<float?> FitTemperature(ConverseReceiver receiver, float? temperature) =>
        receiver.IsFixed && temperature != 1 ? Fitted<float?>.Refused(ThinkingSampling.RefusedWhileThinking) : Temperatures.AtMostOne(temperature);

    private static Fitted<float?> FitTopP(ConverseReceiver receiver, float? topP) =>
        receiver.IsFixed && topP < ThinkingSampling.LowestTopPWhileThinking ? Fitted<float?>.Refused(ThinkingSampling.RefusedWhileThinking)
        : receiver is { HasTemperature: true, Dialect.CombinesSampling: false } ? Fitted<float?>.Refused(ThinkingSampling.RefusedBesideTemperature)
        : topP;
}

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="Plan">What the request says of reasoning.</param>
/// <param name="HasTemperature">Whether the request sets a temperature that goes out.</param>
internal readonly record struct ConverseReceiver(ConverseDialect Dialect, ReasoningPlan Plan, bool HasTemperature)
{
    /// <summary>True where the model thinks and so refuses other sampling.</summary>
    public bool IsFixed => Dialect.FixesSamplingWhileThinking && Plan.IsOn;
}
