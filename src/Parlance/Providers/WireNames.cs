namespace Parlance;

/// <summary>
/// A wire's name to the provider that speaks it: a protocol plus that provider's dialect. The names are those of
/// recorded traffic, so that a recording can be decoded by its wire alone.
/// </summary>
internal static class WireNames
{
    private static readonly Dictionary<string, Provider> s_providers = new(StringComparer.Ordinal)
    {
        ["openai-chat"] = Providers.OpenAI,
        ["azure-openai-chat"] = Providers.OpenAI,
        ["azure-foundry-chat"] = Providers.OpenAI,
        ["bedrock-openai-chat"] = Providers.OpenAI,
        ["deepseek-chat"] = Providers.OpenAI,
        ["groq-chat"] = Providers.OpenAI,
        ["openrouter-chat"] = Providers.OpenAI,
        ["xai-chat"] = Providers.OpenAI,
        ["zhipu-chat"] = Providers.OpenAI,
        ["moonshot-chat"] = Providers.OpenAI,
        ["minimax-chat"] = Providers.OpenAI,
        ["perplexity-chat"] = Providers.OpenAI,
        ["dashscope-compat-chat"] = Providers.OpenAI,
        ["openai-compat-chat"] = Providers.OpenAI,
        ["ollama-openai-chat"] = Providers.OpenAI,
        ["gemini-openai-chat"] = Providers.OpenAI,
        ["mistral-chat"] = Providers.OpenAI,
        ["anthropic-messages"] = Providers.Anthropic,
        ["anthropic-compat-messages"] = Providers.Anthropic,
        ["ollama-chat"] = Providers.Ollama,
        ["ollama-generate"] = Providers.Ollama.WithProtocol(new Protocols.Ollama.OllamaGenerateProtocol()),
    };

    public static IReadOnlyCollection<string> All => s_providers.Keys;

    /// <summary>The provider of a wire.</summary>
    /// <exception cref="LlmException">No provider speaks a wire of that name.</exception>
    public static Provider Get(string wire) =>
        s_providers.TryGetValue(wire, out var provider)
            ? provider
            : throw new LlmException(LlmErrorKind.Unsupported, $"There is no wire '{wire}'. Known wires: {string.Join(", ", All)}.");
}
