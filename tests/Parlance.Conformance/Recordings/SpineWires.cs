namespace Parlance.Conformance.Recordings;

/// <summary>The wires whose recordings are replayed, by the protocol that speaks them.</summary>
public static class SpineWires
{
    public static IReadOnlyList<string> OpenAIChat { get; } =
    [
        "openai-chat", "azure-openai-chat", "azure-foundry-chat", "bedrock-openai-chat", "deepseek-chat", "groq-chat",
        "openrouter-chat", "xai-chat", "zhipu-chat", "moonshot-chat", "minimax-chat", "perplexity-chat",
        "dashscope-compat-chat", "openai-compat-chat", "ollama-openai-chat", "gemini-openai-chat", "mistral-chat",
    ];

    public static IReadOnlyList<string> AnthropicMessages { get; } = ["anthropic-messages", "anthropic-compat-messages", "vertex-anthropic"];

    public static IReadOnlyList<string> OpenAIResponses { get; } =
    [
        "openai-responses", "azure-openai-responses", "xai-responses", "openrouter-responses", "compat-responses", "chatgpt-codex-responses",
    ];

    public static IReadOnlyList<string> Ollama { get; } = ["ollama-chat", "ollama-generate"];

    public static IReadOnlyList<string> Gemini { get; } = ["gemini-generate", "vertex-gemini"];

    public static IReadOnlyList<string> Converse { get; } = ["bedrock-converse", "bedrock-converse-stream"];

    /// <summary>Anthropic's messages where their recordings hold other makers' bodies beside them: no list of requests.</summary>
    public static IReadOnlyList<string> Invoke { get; } = ["bedrock-invoke", "bedrock-invoke-stream"];

    /// <summary>Wires of one vendor each, without a server half.</summary>
    public static IReadOnlyList<string> Native { get; } = ["dashscope-native", "cohere-v2-chat", "hunyuan-native", "huggingface-inference"];

    /// <summary>The wires whose responses are written too, and so have a grammar to hold them to.</summary>
    public static IReadOnlyList<string> WithGrammar { get; } = [.. OpenAIChat, .. OpenAIResponses, .. AnthropicMessages, .. Ollama, .. Gemini];

    public static IReadOnlyList<string> Everything { get; } = [.. WithGrammar, .. Native];

    public static TheoryData<string> AllWithGrammar => [.. WithGrammar];

    /// <summary>The wires whose responses are read; not all of them are written too.</summary>
    public static IReadOnlyList<string> Responses { get; } = [.. Everything, .. Converse, .. Invoke];

    /// <summary>The wires whose requests are read and written.</summary>
    public static IReadOnlyList<string> Requests { get; } = [.. Everything, .. Converse];

    public static TheoryData<string> AllResponses => [.. Responses];

    public static TheoryData<string> AllRequests => [.. Requests];

    /// <summary>The wire that a named wire is a dialect of.</summary>
    public static string FamilyOf(string wire) =>
        OpenAIChat.Contains(wire) ? "openai-chat"
        : OpenAIResponses.Contains(wire) ? "openai-responses"
        : AnthropicMessages.Contains(wire) ? "anthropic-messages"
        : Gemini.Contains(wire) ? "gemini-generate"
        : Converse.Contains(wire) ? "bedrock-converse"
        : Native.Contains(wire) ? wire
        : "ollama-chat";
}
