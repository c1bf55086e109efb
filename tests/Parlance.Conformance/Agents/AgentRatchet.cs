namespace Parlance.Conformance.Agents;

/// <summary>
/// How much may be wrong with an agent's request at a receiver while writers are being mended. A number is only ever lowered; with
/// no entry left every request must be right.
/// </summary>
internal static class AgentRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
        ["claude-code-search → gemini/gemini-3-pro-preview"] = 1,
        ["claude-code-search → openai-responses/gpt-5.6-luna"] = 1,
        ["claude-code-search → openrouter/anthropic/claude-sonnet-4.5"] = 1,
    };

    public static int Of(string agent, string target) => s_most.GetValueOrDefault($"{agent} → {target}");
}
