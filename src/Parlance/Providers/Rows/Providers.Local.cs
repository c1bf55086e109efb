using Parlance.Protocols.Embeddings;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Servers on one's own machine. None needs a key; where a server can be told to want one, the variable is that of the
// server's own documentation. NAME_HOST moves a row to another host or port.
public static partial class Providers
{
    /// <summary>Ollama at its own interface.</summary>
    public static Provider Ollama { get; } = new()
    {
        Name = "ollama",
        DisplayName = "Ollama",
        Protocol = new OllamaProtocol(families: ModelFamilies.Ollama),
        EmbeddingWire = new OllamaEmbeddings(),
        Address = new("http://localhost:11434") { HostVariable = "OLLAMA_HOST" },
        StartCommand = "ollama serve",
        Auth = AuthScheme.None,
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://github.com/ollama/ollama/blob/main/docs/api.md",
    };

    /// <summary>Ollama in the shape of OpenAI's chat completions.</summary>
    public static Provider OllamaOpenAI { get; } = Ollama with
    {
        Name = "ollama-openai",
        DisplayName = "Ollama (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", ReasoningReplayMember = "reasoning", MaximumStopSequences = int.MaxValue, HasDeveloperRole = true }, ModelFamilies.GptOssModels), // The role is recorded as accepted.
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:11434/v1") { HostVariable = "OLLAMA_HOST" },
        Documentation = "https://docs.ollama.com/api/openai-compatibility",
    };

    /// <summary>The server of llama.cpp.</summary>
    public static Provider LlamaCpp { get; } = new()
    {
        Name = "llamacpp",
        Aliases = ["llama.cpp"],
        DisplayName = "llama.cpp",
        Protocol = new OpenAIChatProtocol(OpenServer with { ReasoningReplayMember = "reasoning_content" }, ModelFamilies.OpenModels),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:8080/v1") { HostVariable = "LLAMA_CPP_HOST" },
        KeyVariables = ["LLAMA_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
    };

    /// <summary>
    /// vLLM. It reads reasoning back from <c>reasoning</c>, and not from the older <c>reasoning_content</c>
    /// (https://github.com/vllm-project/vllm/issues/38488).
    /// </summary>
    public static Provider Vllm { get; } = new()
    {
        Name = "vllm",
        DisplayName = "vLLM",
        Protocol = new OpenAIChatProtocol(OpenServer with { ReasoningReplayMember = "reasoning" }, ModelFamilies.OpenModels),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:8000/v1") { HostVariable = "VLLM_HOST" },
        KeyVariables = ["VLLM_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
    };

    /// <summary>LM Studio.</summary>
    public static Provider LMStudio { get; } = new()
    {
        Name = "lmstudio",
        DisplayName = "LM Studio",
        Protocol = new OpenAIChatProtocol(OpenServer with { Reasoning = ReasoningControl.Effort }, ModelFamilies.GptOssModels),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:1234/v1") { HostVariable = "LMSTUDIO_HOST" },
        StartCommand = "lms server start",
        KeyVariables = ["LM_API_TOKEN"],
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://lmstudio.ai/docs/developer/openai-compat/chat-completions",
    };

    /// <summary>
    /// Hugging Face's Text Generation Inference; its model is <c>tgi</c>. Not every release knows <c>stream_options</c>,
    /// and without it no stream reports usage.
    /// </summary>
    public static Provider Tgi { get; } = new()
    {
        Name = "tgi",
        DisplayName = "Text Generation Inference",
        Protocol = new OpenAIChatProtocol(OpenServer with
        {
            HasTopK = false,
            Reasoning = ReasoningControl.None,
            HasStreamUsageOption = false,
            ReportsStreamUsage = false,
        }),
        Address = new("http://localhost:8080/v1") { HostVariable = "TGI_HOST" },
        KeyVariables = ["TGI_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Vision | JsonSchema,
        Documentation = "https://huggingface.co/docs/text-generation-inference/reference/api_reference",
    };

    /// <summary>mistral.rs.</summary>
    public static Provider MistralRs { get; } = new()
    {
        Name = "mistralrs",
        DisplayName = "mistral.rs",
        Protocol = new OpenAIChatProtocol(OpenServer with { Reasoning = ReasoningControl.EnableThinking }),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:1234/v1") { HostVariable = "MISTRALRS_HOST" },
        Auth = AuthScheme.None,
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://ericlbuehler.github.io/mistral.rs/guides/serve/openai-compatible-apis/",
    };

    /// <summary>SGLang.</summary>
    public static Provider SGLang { get; } = new()
    {
        Name = "sglang",
        DisplayName = "SGLang",
        Protocol = new OpenAIChatProtocol(OpenServer with { ReasoningReplayMember = "reasoning_content" }, ModelFamilies.OpenModels),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = new("http://localhost:30000/v1") { HostVariable = "SGLANG_HOST" },
        KeyVariables = ["SGLANG_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.sglang.io/docs/basic_usage/openai_api_completions",
    };

    /// <summary>Jan.</summary>
    public static Provider Jan { get; } = new()
    {
        Name = "jan",
        DisplayName = "Jan",
        Protocol = new OpenAIChatProtocol(OpenServer),
        Address = new("http://localhost:1337/v1") { HostVariable = "JAN_HOST" },
        KeyVariables = ["JAN_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Reasoning,
        Documentation = "https://jan.ai/docs/desktop/api-server",
    };

    /// <summary>KoboldCpp.</summary>
    public static Provider KoboldCpp { get; } = new()
    {
        Name = "koboldcpp",
        DisplayName = "KoboldCpp",
        Protocol = new OpenAIChatProtocol(OpenServer with { Reasoning = ReasoningControl.None }),
        Address = new("http://localhost:5001/v1") { HostVariable = "KOBOLDCPP_HOST" },
        KeyVariables = ["KOBOLDCPP_API_KEY"],
        IsKeyOptional = true,
        Features = Tools | Vision,
        Documentation = "https://lite.koboldai.net/koboldcpp_api",
    };

    /// <summary>
    /// What servers of open models have in common: the older name of the token limit, more samplers than OpenAI, and
    /// reasoning switched through the chat template.
    /// </summary>
    private static OpenAIChatDialect OpenServer => new()
    {
        TokenLimitMember = "max_tokens",
        Reasoning = ReasoningControl.TemplateArgument,
        HasTopK = true,
        MaximumStopSequences = int.MaxValue,
    };
}
