using System.Collections.Immutable;
using Parlance.Headers;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.Gemini;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Transport;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Those who train models and serve their own.
public static partial class Providers
{
    /// <summary>OpenAI.</summary>
    public static Provider OpenAI { get; } = new()
    {
        Name = "openai",
        DisplayName = "OpenAI",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { KnownMembers = StrictHosts.OpenAI, ServiceTiers = ServiceTiers.OfOpenAI, ImageTypes = MediaTypes.CommonImages, HasDeveloperRole = true, MaximumUserLength = 64, HasRequestLabels = true, HasOpenAISettings = true, MaximumToolCallIdLength = 40, AcceptsEmptyMessages = true, HasCustomTools = true, HasAllowedTools = true }, ModelFamilies.OpenAIByModelId), // "tool_calls[0].id: string too long. Expected a string with maximum length 40".
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = "https://api.openai.com/v1",
        KeyVariables = ["OPENAI_API_KEY"],
        HeaderVariables = HeaderText.Empty.Add("OpenAI-Organization", "OPENAI_ORG_ID").Add("OpenAI-Project", "OPENAI_PROJECT_ID"),
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://platform.openai.com/docs/api-reference/chat",
    };

    /// <summary>"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16" (recorded).</summary>
    private const int SmallestResponse = 16;

    /// <summary>OpenAI, through its Responses.</summary>
    public static Provider OpenAIResponses { get; } = OpenAI with
    {
        Name = "openai-responses",
        DisplayName = "OpenAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(new OpenAIResponsesDialect { MaximumUserLength = 64, MinimumOutputTokens = SmallestResponse }, ModelFamilies.OpenAIResponses), // "Expected a string with maximum length 64": https://github.com/maximhq/bifrost/issues/1000.
        EmbeddingWire = null,
        Issuer = "openai", // Files and states are those of the account, on whichever wire.
        Documentation = "https://platform.openai.com/docs/api-reference/responses",
    };

    /// <summary>
    /// Who serves Claude: "signature values are compatible across platforms", says
    /// https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking. Of the makers on Amazon Bedrock Anthropic
    /// alone signs reasoning: every signature in recorded responses of Converse is Claude's.
    /// </summary>
    internal static ImmutableArray<string> ClaudeIssuers => ["anthropic", "claude-subscription", "anthropic-vertex", "anthropic-bedrock", "bedrock"];

    /// <summary>Anthropic.</summary>
    public static Provider Anthropic { get; } = new()
    {
        Name = "anthropic",
        DisplayName = "Anthropic",
        Protocol = new AnthropicMessagesProtocol(families: ModelFamilies.Anthropic),
        Address = "https://api.anthropic.com",
        Auth = AuthScheme.XApiKey,
        KeyVariables = ["ANTHROPIC_API_KEY"],
        KindredIssuers = ClaudeIssuers,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.anthropic.com/en/api/messages",
    };

    /// <summary>Google's Gemini.</summary>
    public static Provider Gemini { get; } = new()
    {
        Name = "gemini",
        DisplayName = "Gemini",
        Protocol = new GeminiProtocol(families: ModelFamilies.Gemini),
        EmbeddingWire = new GeminiEmbeddings(),
        Address = "https://generativelanguage.googleapis.com/v1beta",
        Auth = new AuthScheme("x-goog-api-key"),
        KeyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://ai.google.dev/api/generate-content",
    };

    /// <summary>
    /// Anthropic by the token of a Claude subscription. Only on purpose: Anthropic's terms restrict such tokens in other
    /// products. The token comes from <c>ANTHROPIC_AUTH_TOKEN</c> or <see cref="Provider.WithBearerToken"/>, never from
    /// an API key's variable; no header and no prompt claims to be another product.
    /// </summary>
    public static Provider ClaudeSubscription { get; } = Anthropic with
    {
        Name = "claude-subscription",
        DisplayName = "Claude subscription",
        Protocol = new AnthropicMessagesProtocol(new AnthropicDialect { Betas = ["oauth-2025-04-20"], CountTokensPath = null }, ModelFamilies.Anthropic),
        Auth = AuthScheme.Bearer,
        KeyVariables = ["ANTHROPIC_AUTH_TOKEN"],
        Documentation = "https://docs.anthropic.com/en/docs/claude-code/iam",
    };

    /// <summary>Google's Gemini in the shape of OpenAI's chat completions.</summary>
    public static Provider GeminiOpenAI { get; } = Gemini with
    {
        Name = "gemini-openai",
        DisplayName = "Gemini (OpenAI-compatible)",
        Issuer = "gemini", // One service: signatures of either wire are those of the other, https://ai.google.dev/gemini-api/docs/thought-signatures.
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasThoughtSignatures = true, ModelReasoning = new() { HasEffort = true, Efforts = ["minimal", "low", "medium", "high"], HasEffortNone = true } }, ModelFamilies.GeminiOpenAI),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 100 }, // As of its own interface.
        Address = "https://generativelanguage.googleapis.com/v1beta/openai",
        Auth = AuthScheme.Bearer,
        Documentation = "https://ai.google.dev/gemini-api/docs/openai",
    };

    /// <summary>
    /// Mistral. It refuses members that its schema lacks, <c>stream_options</c> and <c>user</c> among them; usage comes
    /// with the last chunk unasked.
    /// </summary>
    public static Provider Mistral { get; } = new()
    {
        Name = "mistral",
        DisplayName = "Mistral",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            AllowsEmptyParameters = true, // Recorded.
            TokenLimitMember = "max_tokens",
            SeedMember = "random_seed",
            RequiredToolChoice = "any",
            PrefixMember = "prefix",
            HasStreamUsageOption = false,
            HasUser = false,
            TakesToolSettingsAlone = true, // Recorded as accepted.
            HasRequestLabels = true,
            Prefill = PrefillAbility.Marked, // "Expected last role User or Tool (or Assistant with prefix True)".
            ToolCallIdLength = 9, // "Tool call id has to be defined and must be a-z, A-Z, 0-9, with a length of 9" (https://github.com/sst/opencode/issues/1680).
            HasLogProbs = false, // "Logprobs are not enabled for this model" (recorded).
            MaximumStopSequences = int.MaxValue,
            HasServiceTier = false,
            KnownMembers = StrictHosts.Mistral,
            RefusedMembers = ["store", "logit_bias", "modalities", "audio", "safety_identifier", "prompt_cache_retention", "verbosity", "moderation", "web_search_options"], // "Extra inputs are not permitted": its schema at docs.mistral.ai/api has none of them.
        }, ModelFamilies.Mistral),
        EmbeddingWire = new OpenAIEmbeddings { DimensionsMember = "output_dimension", MaximumBatch = 512 }, // https://github.com/raphaelmansuy/edgequake-llm/pull/74: more are refused with the code 3210.
        Address = "https://api.mistral.ai/v1",
        KeyVariables = ["MISTRAL_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.mistral.ai/api/#tag/chat",
    };

    /// <summary>
    /// xAI. Its completion count leaves the reasoning tokens out (51 of 51 recorded answers), and its strict schemas may
    /// leave properties optional (recorded).
    /// </summary>
    public static Provider Xai { get; } = new()
    {
        Name = "xai",
        DisplayName = "xAI",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { OutputExcludesReasoning = true, ClosesStrictSchemas = false, TakesToolSettingsAlone = true }, ModelFamilies.Xai),
        Address = "https://api.x.ai/v1",
        KeyVariables = ["XAI_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.x.ai/docs/api-reference#chat-completions",
    };

    /// <summary>xAI, through its Responses.</summary>
    public static Provider XaiResponses { get; } = Xai with
    {
        Name = "xai-responses",
        DisplayName = "xAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(new OpenAIResponsesDialect { MaximumUserLength = 64, MinimumOutputTokens = SmallestResponse, CountTokensPath = null, HasCustomTools = false, HasToolNamespaces = false, HasAllowedTools = false }, ModelFamilies.XaiResponses),
        Documentation = "https://docs.x.ai/docs/api-reference#create-new-response",
    };

    /// <summary>Cohere in its own shape.</summary>
    public static Provider Cohere { get; } = new()
    {
        Name = "cohere",
        DisplayName = "Cohere",
        Protocol = new CohereV2Protocol(families: ModelFamilies.Cohere),
        EmbeddingWire = new CohereEmbeddings(),
        Address = "https://api.cohere.com",
        KeyVariables = ["COHERE_API_KEY", "CO_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.cohere.com/reference/chat",
    };

    /// <summary>Cohere in the shape of OpenAI's chat completions.</summary>
    public static Provider CohereOpenAI { get; } = Cohere with
    {
        Name = "cohere-openai",
        DisplayName = "Cohere (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            ModelsPath = "/v1/models?page_size=1000",
            TokenLimitMember = "max_tokens",
            HasParallelToolCallsOption = false,
            AcceptsAudio = false,
            AcceptsFiles = false,
            ModelReasoning = new() { HasEffort = true, Efforts = ["high"], HasEffortNone = true }, // "none" and "high": its documentation.
            RefusedMembers = ["store", "metadata", "logit_bias", "n", "modalities", "prediction", "audio"], // "unsupported": its documentation.
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 96 }, // As of its own interface.
        Address = new("https://api.cohere.ai/compatibility/v1") { ModelsBaseUrl = "https://api.cohere.ai" },
        Documentation = "https://docs.cohere.com/docs/compatibility-api",
    };

    /// <summary>
    /// Perplexity. Its embeddings come as signed bytes, or as bits where <c>encoding_format</c> asks for them
    /// (https://docs.perplexity.ai/docs/embeddings/best-practices).
    /// </summary>
    public static Provider Perplexity { get; } = new()
    {
        Name = "perplexity",
        DisplayName = "Perplexity",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = "/v1/models", TokenLimitMember = "max_tokens", HasTopK = true, HasWebSearchOptions = true, AlternatesRoles = true, Prefill = PrefillAbility.Refused }, ModelFamilies.Perplexity),
        EmbeddingWire = new OpenAIEmbeddings { Path = "/v1/embeddings", Encoding = VectorEncoding.SignedBytes, MaximumBatch = 512 }, // https://docs.perplexity.ai/api-reference/embeddings-post.
        Address = "https://api.perplexity.ai",
        KeyVariables = ["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
        Features = Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.perplexity.ai/api-reference/chat-completions-post",
    };
}
