namespace Parlance.Protocols.Hunyuan;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class HunyuanFields
{
    public static SettingTable<HunyuanDialect> Settings { get; } = new SettingTable<HunyuanDialect>()
        .Row(Setting.TopP, "TopP")
        .Row(Setting.Temperature, "Temperature")
        .Row(Setting.Seed, "Seed")
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
