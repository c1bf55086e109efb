namespace Parlance.Protocols.Hunyuan;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class HunyuanFields
{
    /// <summary>The largest seed: https://cloud.tencent.com/document/api/1729/105701.</summary>
    private const long MaximumSeed = 10_000;

    public static SettingTable<HunyuanDialect> Settings { get; } = new SettingTable<HunyuanDialect>()
        .Row(Setting.TopP, "TopP", fit: static (_, value) => Ranges.Fit(value, 0, 1))
        .Row(Setting.Temperature, "Temperature", fit: static (_, value) => Ranges.Fit(value, 0, 2))
        .Row(Setting.Seed, "Seed", fit: static (_, seed) => seed is < 1 or > MaximumSeed ? Fitted<long?>.Changed((Math.Abs(seed.Value % MaximumSeed)) + 1, "The wire takes a seed from 1 to 10000; another one was made of it.") : seed)
        .Row(Setting.StopSequences, "Stop")
        .Elsewhere(Setting.Tools, "Tools")
        .Elsewhere(Setting.ToolMode, "ToolChoice")
        .Elsewhere(Setting.Reasoning, "EnableThinking")
        .Elsewhere(Setting.ReasoningBudget)
        .Elsewhere(Setting.StrictSchema)
        .Name("ReasoningEffort", "EnableThinking")
        .Name("ReasoningEnabled", "EnableThinking")
        .Name("AuthorName", "Name");
}
