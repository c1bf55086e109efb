using Parlance.Conformance.Recordings;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>A host and a model of it, for which requests are written.</summary>
/// <param name="Wire">The wire that the host speaks.</param>
/// <param name="Provider">The host.</param>
/// <param name="Model">A model that stands for its family.</param>
internal sealed record MatrixTarget(string Wire, Provider Provider, string Model)
{
    public RequestReceiver Receiver { get; } = new(Wire, Provider.Name, Model);

    public override string ToString() => $"{Provider.Name}/{Model}";

    /// <summary>Every target whose wire has a grammar.</summary>
    public static IReadOnlyList<MatrixTarget> All { get; } =
    [
        .. Targets("openai-chat", "openai", "gpt-4.1", "o3", "gpt-5", "gpt-5.1", "gpt-5.6-luna", "gpt-6-sol"),
        .. Targets("openai-chat", "mistral", "mistral-large-latest", "magistral-medium-latest"),
        .. Targets("openai-chat", "deepseek", "deepseek-v4-flash"),
        .. Targets("openai-chat", "groq", "openai/gpt-oss-120b", "llama-3.3-70b-versatile", "qwen/qwen3-32b"),
        .. Targets("openai-chat", "xai", "grok-4"),
        .. Targets("openai-chat", "moonshot", "kimi-k2.6"),
        .. Targets("openai-chat", "zai", "glm-4.6"),
        .. Targets("openai-chat", "dashscope-openai", "qwen-plus"),
        .. Targets("openai-chat", "openrouter", "anthropic/claude-sonnet-4.5", "openai/gpt-5"),
        .. Targets("openai-chat", "minimax-openai", "MiniMax-M2"),
        .. Targets("openai-responses", "openai-responses", "gpt-4.1", "o3", "gpt-5", "gpt-5.1", "gpt-5.6-luna", "gpt-6-sol"),
        .. Targets("openai-responses", "codex", "gpt-5.1-codex"),
        .. Targets("openai-responses", "xai-responses", "grok-4.3"),
        .. Targets("anthropic-messages", "anthropic", "claude-3-5-haiku-latest", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-4-8", "claude-opus-5"),
        .. Targets("anthropic-messages", "anthropic-vertex", "claude-sonnet-4-5"),
        .. Targets("gemini-generate", "gemini", "gemini-2.0-flash", "gemini-2.5-flash", "gemini-2.5-pro", "gemini-3-pro-preview"),
        .. Targets("gemini-generate", "vertex", "gemini-2.5-pro"),
        .. Targets("bedrock-converse", "bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-opus-4-8", "us.amazon.nova-pro-v1:0", "openai.gpt-oss-120b-1:0"),
        .. Targets("ollama-chat", "ollama", "qwen3", "gpt-oss:20b", "llama3.1"),
        .. Targets("cohere-v2-chat", "cohere", "command-a-03-2025", "command-a-reasoning-08-2025"),
        .. Targets("dashscope-native", "dashscope", "qwen-plus", "qwen-max"),
        .. Targets("hunyuan-native", "hunyuan", "hunyuan-turbos-latest"),
        .. Targets("huggingface-inference", "huggingface", "meta-llama/Llama-3.1-8B-Instruct"),
    ];

    private static IEnumerable<MatrixTarget> Targets(string wire, string provider, params string[] models) =>
        RequestGrammar.Wires.Contains(wire) ? models.Select(model => new MatrixTarget(wire, ProviderRegistry.Default.Get(provider), model)) : [];
}
