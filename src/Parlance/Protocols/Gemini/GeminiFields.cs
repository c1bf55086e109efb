namespace Parlance.Protocols.Gemini;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class GeminiFields
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Messages"] = "contents",
        ["Contents"] = "parts",
        ["OpaqueState"] = "thoughtSignature",
        ["Tools"] = "tools",
        ["ToolMode"] = "toolConfig.functionCallingConfig.mode",
        ["JsonSchema"] = "functionDeclarations.parameters",
        ["Temperature"] = "generationConfig.temperature",
        ["TopP"] = "generationConfig.topP",
        ["TopK"] = "generationConfig.topK",
        ["MaxOutputTokens"] = "generationConfig.maxOutputTokens",
        ["StopSequences"] = "generationConfig.stopSequences",
        ["Seed"] = "generationConfig.seed",
        ["PresencePenalty"] = "generationConfig.presencePenalty",
        ["FrequencyPenalty"] = "generationConfig.frequencyPenalty",
        ["ResponseFormat"] = "generationConfig.responseSchema",
        ["StrictSchema"] = "generationConfig.responseSchema",
        ["LogProbs"] = "generationConfig.responseLogprobs",
        ["TopLogProbs"] = "generationConfig.logprobs",
        ["Reasoning"] = "generationConfig.thinkingConfig",
        ["ReasoningEffort"] = "generationConfig.thinkingConfig.thinkingLevel",
        ["ReasoningBudget"] = "generationConfig.thinkingConfig.thinkingBudget",
        ["ReasoningEnabled"] = "generationConfig.thinkingConfig.thinkingBudget",
        ["Metadata"] = "labels",
        ["ServiceTier"] = "serviceTier",
    };
}
