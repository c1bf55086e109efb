using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Agents;

/// <summary>A whole request of a coding agent, with invented content: a file <c>AGENT.WIRE.json</c> beside this one.</summary>
internal sealed record AgentRequest(string Agent, string Wire, byte[] Body)
{
    /// <summary>A model of every kind that such an agent is pointed at, as <c>PROVIDER/MODEL</c>.</summary>
    public static IReadOnlyList<string> Targets { get; } =
    [
        "openai/gpt-5.1", "openai-responses/gpt-5.6-luna", "anthropic/claude-sonnet-4-5", "anthropic/claude-opus-5", "gemini/gemini-3-pro-preview",
        "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "ollama/qwen3", "deepseek/deepseek-v4-flash", "mistral/mistral-large-latest", "dashscope/qwen3-max",
        "openrouter/anthropic/claude-sonnet-4.5",
    ];

    public static IReadOnlyList<AgentRequest> ReadAll() =>
        [.. Directory.EnumerateFiles(Path.Combine(RecordingStore.RepositoryRoot, "tests/Parlance.Conformance/Agents"), "*.json")
            .Select(path => (Path: path, Names: Path.GetFileName(path).Split('.')))
            .Select(file => new AgentRequest(file.Names[0], file.Names[1], File.ReadAllBytes(file.Path)))
            .OrderBy(request => request.Agent, StringComparer.Ordinal)];
}
