namespace Parlance.Protocols.HuggingFace;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class HuggingFaceFields
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MaxOutputTokens"] = "parameters.max_new_tokens",
        ["Temperature"] = "parameters.temperature",
        ["TopP"] = "parameters.top_p",
        ["TopK"] = "parameters.top_k",
        ["Seed"] = "parameters.seed",
        ["StopSequences"] = "parameters.stop",
        ["FrequencyPenalty"] = "parameters.frequency_penalty",
        ["TopLogProbs"] = "parameters.top_n_tokens",
        ["ResponseFormat"] = "parameters.grammar",
    };
}
