using Parlance.Protocols.Embeddings;
using Parlance.Protocols.HuggingFace;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Routers: one address and one key for the models of many hosts.
public static partial class Providers
{
    /// <summary>
    /// OpenRouter. It takes everything that some host behind it takes. Models that are cached by explicit marks get theirs;
    /// the others are cached without.
    /// </summary>
    public static Provider OpenRouter { get; } = new()
    {
        Name = "openrouter",
        DisplayName = "OpenRouter",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            AcceptsFileUrls = true, // https://openrouter.ai/docs/features/multimodal/pdfs: "file_data" is a URL or base64.
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.ReasoningObject,
            ReasoningReplayMember = "reasoning",
            HasTopK = true,
            HasRequestLabels = true,
            HasDeveloperRole = true, // Recorded.
            MaximumUserLength = 128, // https://github.com/looplj/axonhub/issues/1669.
            HasOpenAISettings = true, // https://openrouter.ai/docs/api-reference/parameters: verbosity; what a host behind it does not know is not passed on.
            HasWebSearchOptions = true, // https://openrouter.ai/docs/features/web-search, and recorded as accepted.
        }, [.. ModelFamilies.OpenRouter, .. ModelFamilies.CachedByMarks]),
        EmbeddingWire = new OpenAIEmbeddings
        {
            // https://openrouter.ai/docs/api/api-reference/embeddings/create-embeddings. It publishes no limit; among the makers behind it Google takes 100.
            InputTypeMember = "input_type",
            QueryType = "search_query",
            DocumentType = "search_document",
            MaximumBatch = 100,
        },
        Address = "https://openrouter.ai/api/v1",
        KeyVariables = ["OPENROUTER_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://openrouter.ai/docs/api-reference/chat-completion",
    };

    /// <summary>OpenRouter, through its Responses.</summary>
    public static Provider OpenRouterResponses { get; } = OpenRouter with
    {
        Name = "openrouter-responses",
        DisplayName = "OpenRouter (Responses)",
        Protocol = new OpenAIResponsesProtocol(new OpenAIResponsesDialect { CountTokensPath = null, HasCustomTools = false, HasToolNamespaces = false, HasAllowedTools = false }),
        EmbeddingWire = null,
        Documentation = "https://openrouter.ai/docs/api-reference/responses-api/overview",
    };

    /// <summary>Vercel's AI Gateway.</summary>
    public static Provider Vercel { get; } = new()
    {
        Name = "vercel",
        DisplayName = "Vercel AI Gateway",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", Reasoning = ReasoningControl.ReasoningObject, ReasoningReplayMember = "reasoning" }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 2048 }, // As in the vendor's client: packages/gateway/src/gateway-embedding-model.ts of vercel/ai.
        Address = "https://ai-gateway.vercel.sh/v1",
        KeyVariables = ["AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://vercel.com/docs/ai-gateway/sdks-and-apis/openai-chat-completions",
    };

    /// <summary>Text generation on Hugging Face's own inference, from a bare prompt; the model is <c>owner/name</c>.</summary>
    public static Provider HuggingFace { get; } = new()
    {
        Name = "huggingface",
        DisplayName = "Hugging Face (text generation)",
        Protocol = new HuggingFaceProtocol(),
        Address = "https://router.huggingface.co/hf-inference",
        KeyVariables = ["HF_TOKEN", "HUGGINGFACE_API_KEY"],
        Features = JsonSchema,
        Documentation = "https://huggingface.co/docs/inference-providers/tasks/text-generation",
    };

    /// <summary>The router of Hugging Face, in the shape of OpenAI's chat completions.</summary>
    public static Provider HuggingFaceOpenAI { get; } = HuggingFace with
    {
        Name = "huggingface-openai",
        DisplayName = "Hugging Face",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens" }),
        Address = "https://router.huggingface.co/v1",
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://huggingface.co/docs/inference-providers/tasks/chat-completion",
    };
}
