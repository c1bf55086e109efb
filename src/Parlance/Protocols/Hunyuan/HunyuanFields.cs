namespace Parlance.Protocols.Hunyuan;

/// <summary>The wire's names for what warnings speak of.</summary>
internal static class HunyuanFields
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AuthorName"] = "Name",
        ["ToolMode"] = "ToolChoice",
        ["StopSequences"] = "Stop",
        ["Reasoning"] = "EnableThinking",
        ["ReasoningEffort"] = "EnableThinking",
        ["ReasoningEnabled"] = "EnableThinking",
    };
}
