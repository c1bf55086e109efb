namespace Parlance.Protocols.Gemini;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class GeminiFields
{
    /// <summary>The object that holds most of the settings.</summary>
    public const string Generation = "generationConfig";

    /// <summary>"The set of character sequences (up to 5)": https://ai.google.dev/api/generate-content#generationconfig.</summary>
    private const int MaximumStopSequences = 5;

    public static SettingTable<GeminiDialect> Settings { get; } = new SettingTable<GeminiDialect>()
        .Row(Setting.Temperature, "generationConfig.temperature", fit: static (_, value) => Ranges.Fit(value, 0, 2))
        .Row(Setting.TopP, "generationConfig.topP", fit: static (_, value) => Ranges.Fit(value, 0, 1))
        .Row(Setting.TopK, "generationConfig.topK")
        .Row(Setting.MaxOutputTokens, "generationConfig.maxOutputTokens")
        .Row(Setting.StopSequences, "generationConfig.stopSequences", fit: static (_, stop) => StopTexts.Fit(stop, MaximumStopSequences))
        .Row(Setting.Seed, "generationConfig.seed", fit: static (_, seed) => seed is > int.MaxValue or < int.MinValue ? Fitted<long?>.Changed(seed.Value % int.MaxValue, "The wire takes a seed of 32 bits; another one was made of it.") : seed)
        .Row(Setting.PresencePenalty, "generationConfig.presencePenalty")
        .Row(Setting.FrequencyPenalty, "generationConfig.frequencyPenalty")
        .Row(Setting.LogProbs, "generationConfig.responseLogprobs")
        .Row(Setting.TopLogProbs, "generationConfig.logprobs")
        .Row(Setting.ServiceTier, "serviceTier")
        .Row(Setting.Metadata, "labels", when: static dialect => dialect.HasLabels)
        .Elsewhere(Setting.ResponseFormat, "generationConfig.responseSchema")
        .Elsewhere(Setting.StrictSchema, "generationConfig.responseSchema")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "toolConfig.functionCallingConfig.mode")
        .Elsewhere(Setting.AllowedTools, "toolConfig.functionCallingConfig.allowedFunctionNames")
        .Elsewhere(Setting.Reasoning, "generationConfig.thinkingConfig")
        .Elsewhere(Setting.ReasoningBudget, "generationConfig.thinkingConfig.thinkingBudget")
        .Name("ReasoningEffort", "generationConfig.thinkingConfig.thinkingLevel")
        .Name("ReasoningEnabled", "generationConfig.thinkingConfig.thinkingBudget")
        .Name("Output", "includeThoughts")
        .Name("ProtectedData", "thoughtSignature")
        .Name("Result", "functionResponse.parts")
        .Name("Arguments", "functionCall.args")
        .Name("Messages", "contents")
        .Name("Contents", "parts")
        .Name("OpaqueState", "thoughtSignature")
        .Name("JsonSchema", "functionDeclarations.parameters");
}
