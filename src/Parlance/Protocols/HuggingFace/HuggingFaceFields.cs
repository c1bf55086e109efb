namespace Parlance.Protocols.HuggingFace;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class HuggingFaceFields
{
    /// <summary>The object that holds all settings.</summary>
    public const string Parameters = "parameters";

    public static SettingTable<HuggingFaceDialect> Settings { get; } = new SettingTable<HuggingFaceDialect>()
        .Row(Setting.MaxOutputTokens, "parameters.max_new_tokens")
        .Row(Setting.Temperature, "parameters.temperature", fit: static (_, value) => Ranges.Within(value, 0, float.PositiveInfinity))
        .Row(Setting.TopP, "parameters.top_p", fit: static (_, value) => Ranges.Within(value, 0, 1))
        .Row(Setting.TopK, "parameters.top_k")
        .Row(Setting.FrequencyPenalty, "parameters.frequency_penalty")
        .Row(Setting.Seed, "parameters.seed")
        .Row(Setting.TopLogProbs, "parameters.top_n_tokens")
        .Row(Setting.StopSequences, "parameters.stop")
        .Elsewhere(Setting.ResponseFormat, "parameters.grammar")
        .Elsewhere(Setting.StrictSchema);
}
