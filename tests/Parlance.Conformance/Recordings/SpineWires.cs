namespace Parlance.Conformance.Recordings;

/// <summary>The wires whose protocols this library speaks so far.</summary>
public static class SpineWires
{
    public static IReadOnlyList<string> OpenAIChat { get; } =
    [
        "openai-chat", "azure-openai-chat", "azure-foundry-chat", "bedrock-openai-chat", "deepseek-chat", "groq-chat",
        "openrouter-chat", "xai-chat", "zhipu-chat", "moonshot-chat", "minimax-chat", "perplexity-chat",
        "dashscope-compat-chat", "openai-compat-chat", "ollama-openai-chat", "gemini-openai-chat", "mistral-chat",
    ];

    public static IReadOnlyList<string> AnthropicMessages { get; } = ["anthropic-messages", "anthropic-compat-messages", "vertex-anthropic"];

    public static IReadOnlyList<string> Ollama { get; } = ["ollama-chat", "ollama-generate"];

    public static IReadOnlyList<string> Everything { get; } = [.. OpenAIChat, .. AnthropicMessages, .. Ollama];

    public static TheoryData<string> All => [.. Everything];

    /// <summary>The wire that a named wire is a dialect of.</summary>
    public static string FamilyOf(string wire) => OpenAIChat.Contains(wire) ? "openai-chat" : AnthropicMessages.Contains(wire) ? "anthropic-messages" : "ollama-chat";
}
