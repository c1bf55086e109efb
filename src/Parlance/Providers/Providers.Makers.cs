using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;

namespace Parlance;

public static partial class Providers
{
    /// <summary>OpenAI.</summary>
    public static Provider OpenAI { get; } = new()
    {
        Name = "openai",
        DisplayName = "OpenAI",
        Protocol = new OpenAIChatProtocol(new ChatDialect { HasRequestLabels = true }),
        BaseUrl = "https://api.openai.com/v1",
        KeyVariables = ["OPENAI_API_KEY"],
        Documentation = "https://platform.openai.com/docs/api-reference/chat",
    };

    /// <summary>Anthropic.</summary>
    public static Provider Anthropic { get; } = new()
    {
        Name = "anthropic",
        DisplayName = "Anthropic",
        Protocol = new AnthropicMessagesProtocol(),
        BaseUrl = "https://api.anthropic.com",
        Auth = AuthScheme.XApiKey,
        KeyVariables = ["ANTHROPIC_API_KEY"],
        Documentation = "https://docs.anthropic.com/en/api/messages",
    };

    /// <summary>Ollama.</summary>
    public static Provider Ollama { get; } = new()
    {
        Name = "ollama",
        DisplayName = "Ollama",
        Protocol = new OllamaProtocol(),
        BaseUrl = "http://localhost:11434",
        BaseUrlVariable = "OLLAMA_HOST",
        Auth = AuthScheme.None,
        IsKeyOptional = true,
        Documentation = "https://github.com/ollama/ollama/blob/main/docs/api.md",
    };
}
