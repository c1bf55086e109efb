namespace Parlance.Tests.Support;

/// <summary>The wires that have a server half: they read requests and write responses.</summary>
internal static class ServerWires
{
    public static IReadOnlyList<string> Names { get; } = ["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate", "ollama-chat"];

    public static TheoryData<string> All => [.. Names];
}
