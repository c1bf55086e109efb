namespace Parlance.Protocols.BedrockConverse;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class ConverseFields
{
    public static SettingTable<ConverseDialect> Settings { get; } = new SettingTable<ConverseDialect>()
        .Row(Setting.MaxOutputTokens, "inferenceConfig.maxTokens")
        .Row(Setting.Temperature, "inferenceConfig.temperature", when: static dialect => dialect.HasSampling, fit: static (_, temperature) => Temperatures.AtMostOne(temperature))
        .Row(Setting.TopP, "inferenceConfig.topP", when: static dialect => dialect.HasSampling)
        .Row(Setting.StopSequences, "inferenceConfig.stopSequences")
        .Row(Setting.ServiceTier, "serviceTier.type")
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
}
