namespace Parlance.Protocols.BedrockConverse;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class ConverseFieldNames
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "messages",
        ["Contents"] = "content",
        ["Result"] = "toolResult.content",
        ["Annotations"] = "citationsContent.citations",
        ["Arguments"] = "toolUse.input",
        ["CacheBreakpoint"] = "cachePoint",
        ["MaxOutputTokens"] = "inferenceConfig.maxTokens",
        ["Temperature"] = "inferenceConfig.temperature",
        ["TopP"] = "inferenceConfig.topP",
        ["StopSequences"] = "inferenceConfig.stopSequences",
        ["TopK"] = "additionalModelRequestFields.top_k",
        ["ReasoningBudget"] = "additionalModelRequestFields.thinking.budget_tokens",
        ["ReasoningEnabled"] = "additionalModelRequestFields.thinking",
        ["ReasoningEffort"] = "additionalModelRequestFields.reasoning_effort",
        ["ResponseFormat"] = "outputConfig.textFormat",
        ["Metadata"] = "requestMetadata",
        ["ServiceTier"] = "serviceTier",
        ["Tools"] = "toolConfig.tools",
        ["ToolMode"] = "toolConfig.toolChoice",
    };
}
