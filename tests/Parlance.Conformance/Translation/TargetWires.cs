namespace Parlance.Conformance.Translation;

/// <summary>The wires with a server half, into which everything is translated.</summary>
internal static class TargetWires
{
    public static IReadOnlyList<string> All { get; } = ["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate", "ollama-chat"];
}
