using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Clouds that serve the models of others.
public static partial class Providers
{
    /// <summary>
    /// The first generally available version that takes <c>stream_options</c>; with the earlier 2024-02-01 every stream
    /// that asks for its usage is refused.
    /// </summary>
    internal const string AzureOpenAIApiVersion = "2024-10-21";

    /// <summary>Azure OpenAI by key; the model's name is the deployment's.</summary>
    public static Provider AzureOpenAI { get; } = new()
    {
        Name = "azure-openai",
        Aliases = ["azure"],
        DisplayName = "Azure OpenAI",
        Protocol = new OpenAIChatProtocol(
            new OpenAIChatDialect { ModelsPath = null, Path = AzureOpenAIPath(AzureOpenAIApiVersion), WritesModel = false, HasDeveloperRole = true, MaximumUserLength = 64, HasRequestLabels = true, HasOpenAISettings = true, MaximumToolCallIdLength = 40, AcceptsEmptyMessages = true, HasCustomTools = true, HasAllowedTools = true },
            ModelFamilies.OpenAI),
        EmbeddingWire = AzureOpenAIEmbeddings(AzureOpenAIApiVersion),
        Address = "{AZURE_OPENAI_ENDPOINT}",
        Auth = AuthScheme.ApiKey,
        KeyVariables = ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://learn.microsoft.com/azure/ai-services/openai/reference#chat-completions",
    };

    /// <summary>Azure OpenAI by key, through its Responses; the model's name is the deployment's.</summary>
    public static Provider AzureOpenAIResponses { get; } = AzureOpenAI with
    {
        Name = "azure-openai-responses",
        DisplayName = "Azure OpenAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(new OpenAIResponsesDialect { Path = "/openai/v1/responses", ModelsPath = null, CountTokensPath = null, MaximumUserLength = 64, MinimumOutputTokens = SmallestResponse }, ModelFamilies.OpenAIResponses),
        EmbeddingWire = null,
        Issuer = "azure-openai",
        Documentation = "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses",
    };

    /// <summary>Models of every maker in Azure AI Foundry, by key.</summary>
    public static Provider AzureFoundry { get; } = new()
    {
        Name = "azure-foundry",
        DisplayName = "Azure AI Foundry",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null, Path = "/models/chat/completions?api-version=2024-05-01-preview", HasRequestLabels = true }),
        EmbeddingWire = new OpenAIEmbeddings
        {
            // https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/use-embeddings; the limit is that of LangChain's client.
            Path = "/models/embeddings?api-version=2024-05-01-preview",
            InputTypeMember = "input_type",
            MaximumBatch = 1024,
        },
        Address = "{AZURE_AI_ENDPOINT}",
        Auth = AuthScheme.ApiKey,
        KeyVariables = ["AZURE_AI_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://learn.microsoft.com/rest/api/aifoundry/model-inference/get-chat-completions",
    };

    /// <summary>Gemini on Vertex AI, by an access token.</summary>
    public static Provider Vertex { get; } = new()
    {
        Name = "vertex",
        DisplayName = "Vertex AI",
        Protocol = new GeminiProtocol(GeminiDialect.Cloud, ModelFamilies.Gemini),
        EmbeddingWire = new VertexEmbeddings(),
        Address = new("https://{GOOGLE_CLOUD_LOCATION}-aiplatform.googleapis.com/v1/projects/{GOOGLE_CLOUD_PROJECT}/locations/{GOOGLE_CLOUD_LOCATION}")
        {
            // Models belong to their publishers and not to a project: https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/publishers.models/list.
            ModelsBaseUrl = "https://{GOOGLE_CLOUD_LOCATION}-aiplatform.googleapis.com/v1beta1",
        },
        IdentityPackage = "Parlance.GoogleCloud",
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference",
    };

    /// <summary>
    /// Claude on Vertex AI, by an access token. The model stands in the path;
    /// without <c>stream</c> in the body even the streaming path sends the answer in one piece.
    /// </summary>
    public static Provider AnthropicVertex { get; } = Vertex with
    {
        Name = "anthropic-vertex",
        DisplayName = "Claude on Vertex AI",
        KindredIssuers = ClaudeIssuers,
        Protocol = new AnthropicMessagesProtocol(
            new AnthropicDialect
            {
                AcceptsUrls = false, // "URL sources are not supported": https://github.com/anthropics/anthropic-sdk-typescript/issues/1038.
                Path = "/publishers/anthropic/models/{model}:rawPredict",
                StreamingPath = "/publishers/anthropic/models/{model}:streamRawPredict",
                ModelsPath = "/publishers/anthropic/models",
                CountTokensPath = "/publishers/anthropic/models/count-tokens:rawPredict",
                WritesModel = false,
                VersionHeader = null,
                BodyVersion = "vertex-2023-10-16",
            },
            ModelFamilies.Anthropic),
        EmbeddingWire = null,
        Features = Tools | Vision | Reasoning,
        Documentation = "https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude",
    };

    /// <summary>Groq. Log probabilities are refused with a 400 (console.groq.com/docs/openai).</summary>
    public static Provider Groq { get; } = new()
    {
        Name = "groq",
        DisplayName = "Groq",
        Protocol = new OpenAIChatProtocol(
            new OpenAIChatDialect
            {
                HasLogProbs = false,
                HasRequestLabels = true,
                ReasoningReplayMember = "reasoning",
                AcceptsAudio = false,
                KnownMembers = StrictHosts.Groq,
                ServiceTiers = ["auto", "on_demand", "flex", "performance"],
                RefusedMembers = ["logit_bias", "n"], // "will result in a 400 error if they are supplied", n above 1: https://console.groq.com/docs/openai.
                CombinesJsonWithTools = false, // "json mode cannot be combined with tool/function calling": https://console.groq.com/docs/structured-outputs.
            },
            ModelFamilies.Groq),
        Address = "https://api.groq.com/openai/v1",
        KeyVariables = ["GROQ_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://console.groq.com/docs/api-reference#chat-create",
    };

    /// <summary>
    /// Together. Models that think on demand are told so by <c>reasoning.enabled</c>, those with levels by
    /// <c>reasoning_effort</c> (https://docs.together.ai/docs/inference/chat/reasoning).
    /// </summary>
    public static Provider Together { get; } = new()
    {
        Name = "together",
        DisplayName = "Together",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.ReasoningObject,
            HasReasoningEffort = true,
            HasTopK = true,
            MaximumStopSequences = int.MaxValue,
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 512 }, // Not documented; LangChain's client keeps to it: https://v03.api.js.langchain.com/classes/_langchain_community.embeddings_togetherai.TogetherAIEmbeddings.html.
        Address = "https://api.together.xyz/v1",
        KeyVariables = ["TOGETHER_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.together.ai/reference/chat-completions",
    };

    /// <summary>Fireworks.</summary>
    public static Provider Fireworks { get; } = new()
    {
        Name = "fireworks",
        DisplayName = "Fireworks",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true, ReasoningReplayMember = "reasoning_content" }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 8 }, // Not documented by the vendor; LangChain's client names it as the host's limit: https://reference.langchain.com/javascript/langchain-community/embeddings/fireworks.FireworksEmbeddings.
        Address = "https://api.fireworks.ai/inference/v1",
        KeyVariables = ["FIREWORKS_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.fireworks.ai/api-reference/post-chatcompletions",
    };

    /// <summary>Cerebras. Penalties are refused with a 400 (https://hexdocs.pm/req_llm/cerebras.html).</summary>
    public static Provider Cerebras { get; } = new()
    {
        Name = "cerebras",
        DisplayName = "Cerebras",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { HasPenalties = false, AcceptsAudio = false, AcceptsFiles = false, ClosesStrictSchemas = false, RefusedMembers = ["logit_bias"] }, ModelFamilies.Cerebras),
        Address = "https://api.cerebras.ai/v1",
        KeyVariables = ["CEREBRAS_API_KEY"],
        Features = Tools | Reasoning | JsonSchema,
        Documentation = "https://inference-docs.cerebras.ai/api-reference/chat-completions",
    };

    /// <summary>NVIDIA's hosted NIM endpoints.</summary>
    public static Provider Nvidia { get; } = new()
    {
        Name = "nvidia",
        DisplayName = "NVIDIA NIM",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", Reasoning = ReasoningControl.TemplateArgument }, ModelFamilies.OpenModels),
        EmbeddingWire = new OpenAIEmbeddings
        {
            // https://docs.nvidia.com/nim/nemo-retriever/text-embedding/2.2.0/reference.html. No limit is published; LangChain's client keeps to 50 (libs/ai-endpoints of langchain-ai/langchain-nvidia).
            InputTypeMember = "input_type",
            DocumentType = "passage",
            MaximumBatch = 50,
        },
        Address = "https://integrate.api.nvidia.com/v1",
        KeyVariables = ["NVIDIA_API_KEY"],
        Features = Tools | Vision | Reasoning,
        Documentation = "https://docs.api.nvidia.com/nim/reference/llm-apis",
    };

    /// <summary>SambaNova.</summary>
    public static Provider SambaNova { get; } = new()
    {
        Name = "sambanova",
        DisplayName = "SambaNova",
        Protocol = new OpenAIChatProtocol(
            new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true, Reasoning = ReasoningControl.TemplateArgument },
            ModelFamilies.OpenModels),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 32 }, // https://docs.sambanova.ai/docs/api-reference/embeddings/create-embeddings, which names no limit: a batch too small only costs requests.
        Address = "https://api.sambanova.ai/v1",
        KeyVariables = ["SAMBANOVA_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.sambanova.ai/docs/api-reference/chat-completions/create-chat-based-completion",
    };

    /// <summary>DeepInfra.</summary>
    public static Provider DeepInfra { get; } = new()
    {
        Name = "deepinfra",
        DisplayName = "DeepInfra",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 1024 }, // Not documented; LangChain's client keeps to it: libs/community/langchain_community/embeddings/deepinfra.py of langchain-ai/langchain.
        Address = "https://api.deepinfra.com/v1/openai",
        KeyVariables = ["DEEPINFRA_API_KEY", "DEEPINFRA_API_TOKEN", "DEEPINFRA_TOKEN"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://deepinfra.com/docs/openai_api",
    };

    /// <summary>GitHub Models.</summary>
    public static Provider GitHubModels { get; } = new()
    {
        Name = "github-models",
        DisplayName = "GitHub Models",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = "/catalog/models", HasDeveloperRole = true }, ModelFamilies.OpenAIByModelId),
        EmbeddingWire = new OpenAIEmbeddings(), // https://docs.github.com/rest/models/embeddings.
        Address = new("https://models.github.ai/inference") { ModelsBaseUrl = "https://models.github.ai" },
        KeyVariables = ["GITHUB_TOKEN"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.github.com/rest/models/inference",
    };

    /// <summary>Nebius Token Factory.</summary>
    public static Provider Nebius { get; } = new()
    {
        Name = "nebius",
        DisplayName = "Nebius",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 100 }, // Not documented; Agno's client sends as many: https://docs.agno.com/reference/knowledge/embedder/nebius.
        Address = "https://api.tokenfactory.nebius.com/v1",
        KeyVariables = ["NEBIUS_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.tokenfactory.nebius.com/api-reference/inference/create-chat-completion",
    };

    /// <summary>Hyperbolic.</summary>
    public static Provider Hyperbolic { get; } = new()
    {
        Name = "hyperbolic",
        DisplayName = "Hyperbolic",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true }),
        Address = "https://api.hyperbolic.xyz/v1",
        KeyVariables = ["HYPERBOLIC_API_KEY"],
        Features = Tools | Vision,
        Documentation = "https://www.hyperbolic.ai/docs/inference/text-apis",
    };

    /// <summary>Novita.</summary>
    public static Provider Novita { get; } = new()
    {
        Name = "novita",
        DisplayName = "Novita",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", HasTopK = true, Reasoning = ReasoningControl.EnableThinking }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 2048 }, // https://novita.ai/docs/api-reference/model-apis-llm-create-embeddings.
        Address = "https://api.novita.ai/openai/v1",
        KeyVariables = ["NOVITA_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://novita.ai/docs/api-reference/model-apis-llm-create-chat-completion",
    };

    /// <summary>Cloudflare Workers AI.</summary>
    public static Provider Cloudflare { get; } = new()
    {
        Name = "cloudflare",
        DisplayName = "Cloudflare Workers AI",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null, TokenLimitMember = "max_tokens" }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 100 }, // https://developers.llamaindex.ai/python/examples/embeddings/cloudflare_workersai.
        Address = "https://api.cloudflare.com/client/v4/accounts/{CLOUDFLARE_ACCOUNT_ID}/ai/v1",
        KeyVariables = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY"],
        Features = Tools | Vision | JsonSchema,
        Documentation = "https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/",
    };

    /// <summary>The same resource's embeddings.</summary>
    internal static OpenAIEmbeddings AzureOpenAIEmbeddings(string apiVersion) => new()
    {
        Path = $"/openai/deployments/{{model}}/embeddings?api-version={Uri.EscapeDataString(apiVersion)}",
        WritesModel = false,
    };

    internal static string AzureOpenAIPath(string apiVersion) =>
        $"/openai/deployments/{{model}}/chat/completions?api-version={Uri.EscapeDataString(apiVersion)}";
}
