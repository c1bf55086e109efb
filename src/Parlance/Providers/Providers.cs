namespace Parlance;

/// <summary>
/// Every built-in provider: one row each, grouped in a few files. A row says who and where; how to talk is the
/// protocol's.
/// </summary>
public static partial class Providers
{
    /// <summary>Every built-in provider.</summary>
    public static IReadOnlyList<Provider> All => Catalog.Rows;

    // A class of its own, so that the rows of every file exist before the list of them does.
    private static class Catalog
    {
        public static readonly IReadOnlyList<Provider> Rows =
        [
            OpenAI, Anthropic, ClaudeSubscription, Gemini, GeminiOpenAI, Mistral, Xai, Cohere, CohereOpenAI, Perplexity,
            AzureOpenAI, AzureFoundry, Bedrock, AnthropicBedrock, BedrockOpenAI, Vertex, AnthropicVertex, Groq, Together, Fireworks, Cerebras, Nvidia, SambaNova, DeepInfra, GitHubModels, Nebius,
            Hyperbolic, Novita, Cloudflare,
            OpenRouter, Vercel, HuggingFace, HuggingFaceOpenAI,
            OpenAIResponses, AzureOpenAIResponses, XaiResponses, OpenRouterResponses, Codex,
            DeepSeek, Moonshot, MoonshotChina, Zhipu, ZhipuOpenAI, Zai, DashScope, DashScopeInternational, DashScopeOpenAI, DashScopeOpenAIInternational,
            Tencent, Hunyuan, Volcengine,
            LongCatOpenAI, LongCatAnthropic, MiniMax, MiniMaxOpenAI, MiniMaxAnthropic, SiliconFlow, SiliconFlowChina, StepFun, Baichuan,
            Voyage, Jina,
            Ollama, OllamaOpenAI, LlamaCpp, Vllm, LMStudio, Tgi, MistralRs, SGLang, Jan, KoboldCpp,
        ];
    }
}
