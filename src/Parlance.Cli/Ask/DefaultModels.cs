namespace Parlance.Cli.Ask;

/// <summary>
/// Whom to ask where nobody said: a small, quick and cheap model of each provider, in the order in which providers are
/// tried. Every id was current when this table was made, in the provider's own list of models or in its documentation.
/// </summary>
internal static class DefaultModels
{
    public static IReadOnlyList<(string Provider, string Model)> All { get; } =
    [
        ("openai", "gpt-5-mini"), // https://platform.openai.com/docs/models
        ("anthropic", "claude-haiku-4-5"), // https://docs.anthropic.com/en/docs/about-claude/models
        ("gemini", "gemini-2.5-flash"), // https://ai.google.dev/gemini-api/docs/models
        ("gemini-openai", "gemini-2.5-flash"),
        ("openrouter", "anthropic/claude-haiku-4.5"), // https://openrouter.ai/models
        ("groq", "openai/gpt-oss-20b"), // https://console.groq.com/docs/models
        ("mistral", "mistral-small-latest"), // https://docs.mistral.ai/getting-started/models
        ("deepseek", "deepseek-v4-flash"), // https://api-docs.deepseek.com/quick_start/pricing
        ("xai", "grok-4.3"), // https://docs.x.ai/docs/models
        ("cerebras", "gpt-oss-120b"), // https://inference-docs.cerebras.ai/models
        ("perplexity", "sonar"), // https://docs.perplexity.ai/getting-started/models
        ("cohere", "command-a-03-2025"), // https://docs.cohere.com/docs/models
        ("cohere-openai", "command-a-03-2025"),
        ("zai", "glm-4.7"), // https://docs.z.ai
        ("zhipu", "glm-4.7"), // https://docs.bigmodel.cn
        ("zhipu-openai", "glm-4.7"),
        ("moonshot", "kimi-k2.6"), // https://platform.moonshot.ai/docs
        ("dashscope", "qwen-plus"), // https://help.aliyun.com/zh/model-studio/models
        ("dashscope-openai", "qwen-plus"),
    ];

    /// <summary>The provider's default model, null where the table has none.</summary>
    public static string? Of(string provider) => All.FirstOrDefault(entry => entry.Provider == provider).Model;
}
