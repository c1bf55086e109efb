using Parlance.Protocols;
using Parlance.Protocols.Embeddings;

namespace Parlance;

/// <summary>
/// A wire's name to the provider that speaks it: a protocol plus that provider's dialect. The names are those of
/// recorded traffic, so that a recording can be decoded by its wire alone.
/// </summary>
public static class WireNames
{
    /// <summary>
    /// A host of which nothing is known but its wire. Whatever some host accepts must be sayable, so nothing is refused
    /// beforehand.
    /// </summary>
    private static readonly Provider s_anyHost = Provider.OpenAICompatible("openai-compatible", "{OPENAI_BASE_URL}").WithDialect(dialect => dialect with
    {
        ReasoningReplayMember = "reasoning_content",
        PrefixMember = "prefix",
        AcceptsToolResultParts = true,
        HasTopK = true,
        HasRequestLabels = true,
        HasDeveloperRole = true,
        HasOpenAISettings = true,
        EmitsCacheControl = true,
        MaximumStopSequences = int.MaxValue,
        ClosesStrictSchemas = false,
        AllowsEmptyParameters = true,
    });

    private static readonly Dictionary<string, Provider> s_providers = new(StringComparer.Ordinal)
    {
        ["openai-chat"] = Providers.OpenAI,
        ["azure-openai-chat"] = Providers.AzureOpenAI,
        ["azure-foundry-chat"] = Providers.AzureFoundry,
        ["bedrock-openai-chat"] = Providers.BedrockOpenAI,
        ["deepseek-chat"] = Providers.DeepSeek,
        ["groq-chat"] = Providers.Groq,
        // A request that came in on this wire asked for its cache marks itself.
        ["openrouter-chat"] = Providers.OpenRouter.WithDialect(dialect => dialect with { EmitsCacheControl = true }),
        ["xai-chat"] = Providers.Xai,
        ["zhipu-chat"] = Providers.ZhipuOpenAI,
        ["moonshot-chat"] = Providers.Moonshot,
        ["minimax-chat"] = Providers.MiniMaxOpenAI,
        ["perplexity-chat"] = Providers.Perplexity,
        ["dashscope-compat-chat"] = Providers.DashScopeOpenAI,
        ["openai-compat-chat"] = s_anyHost,
        ["ollama-openai-chat"] = Providers.OllamaOpenAI,
        ["gemini-openai-chat"] = Providers.GeminiOpenAI,
        ["mistral-chat"] = Providers.Mistral,
        ["dashscope-native"] = Providers.DashScope,
        ["cohere-v2-chat"] = Providers.Cohere,
        ["hunyuan-native"] = Providers.Hunyuan,
        ["huggingface-inference"] = Providers.HuggingFace,
        ["openai-responses"] = Providers.OpenAIResponses,
        ["azure-openai-responses"] = Providers.AzureOpenAIResponses,
        ["xai-responses"] = Providers.XaiResponses,
        ["openrouter-responses"] = Providers.OpenRouterResponses,
        ["compat-responses"] = s_anyHost.WithProtocol(new Protocols.OpenAIResponses.OpenAIResponsesProtocol()),
        ["chatgpt-codex-responses"] = Providers.Codex,
        ["anthropic-messages"] = Providers.Anthropic,
        ["anthropic-compat-messages"] = Providers.Anthropic,
        ["bedrock-converse"] = Providers.Bedrock,
        ["bedrock-converse-stream"] = Providers.Bedrock,
        ["bedrock-invoke"] = Providers.AnthropicBedrock,
        ["bedrock-invoke-stream"] = Providers.AnthropicBedrock,
        ["vertex-anthropic"] = Providers.AnthropicVertex,
        ["ollama-chat"] = Providers.Ollama,
        ["ollama-generate"] = Providers.Ollama.WithProtocol(new Protocols.Ollama.OllamaGenerateProtocol()),
        ["gemini-generate"] = Providers.Gemini,
        ["vertex-gemini"] = Providers.Vertex,
    };

    private static readonly EmbeddingWire[] s_embeddings =
    [
        new OpenAIEmbeddings(), new GeminiEmbeddings(), new VertexEmbeddings(), new CohereEmbeddings(), new OllamaEmbeddings(), new BedrockEmbeddings(), new DashScopeEmbeddings(),
    ];

    private static readonly Dictionary<string, Provider> s_tokenCounts = new(StringComparer.Ordinal)
    {
        ["anthropic-count-tokens"] = Providers.Anthropic,
        ["gemini-count-tokens"] = Providers.Gemini,
        ["vertex-count-tokens"] = Providers.Vertex,
        ["bedrock-count-tokens"] = Providers.Bedrock,
        ["openai-count-tokens"] = Providers.OpenAIResponses,
    };

    /// <summary>The wire of embeddings of a name, null for the name of another.</summary>
    /// <param name="wire">The name, such as <c>gemini-embeddings</c>.</param>
    public static EmbeddingWire? FindEmbeddings(string wire) => Array.Find(s_embeddings, known => known.Wire == wire);

    /// <summary>What reads the counts of tokens of a wire, null for the name of another.</summary>
    /// <param name="wire">The name, such as <c>anthropic-count-tokens</c>.</param>
    public static TokenCounter? FindTokenCounter(string wire) => s_tokenCounts.GetValueOrDefault(wire)?.Protocol.TokenCounter;

    /// <summary>The names of all wires that carry chats.</summary>
    public static IReadOnlyCollection<string> All => s_providers.Keys;

    /// <summary>The provider of a wire.</summary>
    /// <param name="wire">The name, such as <c>xai-chat</c>.</param>
    /// <exception cref="LlmException">No provider speaks a wire of that name.</exception>
    public static Provider Get(string wire) =>
        s_providers.TryGetValue(wire, out var provider)
            ? provider
            : throw new LlmException(LlmErrorKind.Unsupported, $"There is no wire '{wire}'. Known wires: {string.Join(", ", All)}.");
}
