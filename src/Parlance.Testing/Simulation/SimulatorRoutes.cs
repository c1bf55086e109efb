using System.Text.Json;
using System.Text.RegularExpressions;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance.Testing;

/// <summary>Which wire is spoken at a path, and what the path itself says of the call.</summary>
internal static partial class SimulatorRoutes
{
    private const string StreamedGemini = ":streamGenerateContent";

    /// <summary>The wires, each with the end of the paths that it is spoken at.</summary>
    public static IReadOnlyList<KeyValuePair<string, Protocol>> Chat { get; } =
    [
        new("/chat/completions", new OpenAIChatProtocol()),
        new("/text/chatcompletion_v2", new OpenAIChatProtocol()),
        new("/responses", new OpenAIResponsesProtocol()),
        new("/v1/messages", new AnthropicMessagesProtocol()),
        new("/api/chat", new OllamaProtocol()),
        new("/api/generate", new OllamaGenerateProtocol()),
        new(":generateContent", new GeminiProtocol()),
        new(StreamedGemini, new GeminiProtocol()),
        new(":rawPredict", new AnthropicMessagesProtocol()),
        new(":streamRawPredict", new AnthropicMessagesProtocol()),
    ];

    /// <summary>True where the path itself asks for a stream.</summary>
    public static bool AsksForStream(string path) => path.EndsWith(StreamedGemini, StringComparison.Ordinal);

    /// <summary>True where the stream is one JSON array: Gemini sends events only to whoever asks for them.</summary>
    public static bool AsksForArray(string path, string query) => AsksForStream(path) && !query.Contains("alt=sse", StringComparison.OrdinalIgnoreCase);

    /// <summary>The model in a path of Azure's or Google's, null in any other.</summary>
    public static string? FindModel(string path) =>
        ModelInPath().Match(path) is { Success: true } match ? Uri.UnescapeDataString(match.Groups["name"].Value) : null;

    /// <summary>False where the body itself says that a stream should not report usage: OpenAI's clients must ask for it.</summary>
    public static bool IsUsageWanted(Protocol protocol, ReadOnlySpan<byte> body) =>
        protocol is not OpenAIChatProtocol
        || JsonElement.Parse(body).Member("stream_options"u8).Member("include_usage"u8).ValueKind == JsonValueKind.True;

    [GeneratedRegex("/(deployments/(?<name>[^/]+)/|models/(?<name>[^/]+):[^/:]+$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ModelInPath();
}
