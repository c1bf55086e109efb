using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance.Testing;

/// <summary>Everything besides chats that the simulator answers, the more particular path first.</summary>
internal static class SimulatorEndpoints
{
    private static readonly OpenAIChatProtocol s_openAI = new();
    private static readonly OpenAIResponsesProtocol s_responses = new();
    private static readonly AnthropicMessagesProtocol s_anthropic = new();
    private static readonly GeminiProtocol s_gemini = new();
    private static readonly OllamaProtocol s_ollama = new();

    private static readonly IReadOnlyList<SimulatedEndpoint> s_all =
    [
        new("POST", "/api/embed", s_ollama, EmbeddingAnswers.Ollama),
        new("POST", "/api/embeddings", s_ollama, EmbeddingAnswers.OllamaPrompt),
        new("POST", "/embeddings", s_openAI, EmbeddingAnswers.OpenAI),
        new("POST", "/v2/embed", s_openAI, EmbeddingAnswers.Cohere),
        new("POST", ":batchEmbedContents", s_gemini, EmbeddingAnswers.GeminiBatch),
        new("POST", ":embedContent", s_gemini, EmbeddingAnswers.Gemini),
        new("POST", ":predict", s_gemini, EmbeddingAnswers.Vertex),

        new("POST", "/v1/messages/count_tokens", s_anthropic, TokenCountAnswers.Anthropic),
        new("POST", "/models/count-tokens:rawPredict", s_anthropic, TokenCountAnswers.Anthropic),
        new("POST", "/responses/input_tokens", s_responses, TokenCountAnswers.Responses),
        new("POST", ":countTokens", s_gemini, TokenCountAnswers.Gemini),

        new("GET", "/v1beta/models", s_gemini, ModelListAnswers.Gemini),
        new("GET", "/models", s_openAI, ModelListAnswers.Common),

        new("GET", "/api/tags", s_ollama, OllamaAnswers.Tags),
        new("GET", "/api/ps", s_ollama, OllamaAnswers.Running),
        new("GET", "/api/version", s_ollama, OllamaAnswers.Version),
        new("POST", "/api/show", s_ollama, OllamaAnswers.Show),
        new("POST", "/api/pull", s_ollama, OllamaAnswers.Pull),
        new("DELETE", "/api/delete", s_ollama, OllamaAnswers.Delete),
        new("POST", "/api/copy", s_ollama, OllamaAnswers.Copy),

        new("GET", "/", s_openAI, _ => SimulatedReply.Object(json => json.WriteString("service"u8, "Parlance simulator"))),
    ];

    /// <summary>What answers a request, null where nothing but a chat may. A HEAD is a GET without its body.</summary>
    public static SimulatedEndpoint? Find(string method, string path) => s_all.FirstOrDefault(endpoint =>
        endpoint.Method == (method == "HEAD" ? "GET" : method)
        && (endpoint.PathEnd == "/" ? path is "" or "/" : path.EndsWith(endpoint.PathEnd, StringComparison.Ordinal)));
}
