using System.Text;
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

/// <summary>Which wire is spoken at a path, and what the paths without a model behind them answer.</summary>
internal static partial class SimulatorRoutes
{
    private const string StreamedGemini = ":streamGenerateContent";

    /// <summary>The wires, each with the end of the paths that it is spoken at.</summary>
    public static IReadOnlyList<KeyValuePair<string, Protocol>> Chat { get; } =
    [
        new("/chat/completions", new OpenAIChatProtocol()),
        new("/responses", new OpenAIResponsesProtocol()),
        new("/v1/messages", new AnthropicMessagesProtocol()),
        new("/api/chat", new OllamaProtocol()),
        new("/api/generate", new OllamaGenerateProtocol()),
        new(":generateContent", new GeminiProtocol()),
        new(StreamedGemini, new GeminiProtocol()),
    ];

    /// <summary>The JSON that a GET of this path answers, null where there is nothing.</summary>
    public static string? Describe(string path, IReadOnlyList<string> models) =>
        path.EndsWith("/models", StringComparison.Ordinal) ? Write(json => WriteModels(json, models))
        : path.EndsWith("/api/tags", StringComparison.Ordinal) ? Write(json => WriteTags(json, models))
        : path.EndsWith("/api/version", StringComparison.Ordinal) ? """{"version":"0.0.0-simulator"}"""
        : path is "" or "/" ? """{"service":"Parlance simulator"}"""
        : null;

    /// <summary>True where the path itself asks for a stream.</summary>
    public static bool AsksForStream(string path) => path.EndsWith(StreamedGemini, StringComparison.Ordinal);

    /// <summary>The model in a path of Azure's or Google's, null in any other.</summary>
    public static string? FindModel(string path) =>
        ModelInPath().Match(path) is { Success: true } match ? Uri.UnescapeDataString(match.Groups["name"].Value) : null;

    /// <summary>False where the body itself says that a stream should not report usage: OpenAI's clients must ask for it.</summary>
    public static bool IsUsageWanted(Protocol protocol, ReadOnlySpan<byte> body) =>
        protocol is not OpenAIChatProtocol
        || JsonElement.Parse(body).Member("stream_options"u8).Member("include_usage"u8).ValueKind == JsonValueKind.True;

    private static void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models)
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 0);
            json.WriteString("owned_by", "parlance");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> models)
    {
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteString("model", model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var output = new PooledBuffer();
        using (var json = new Utf8JsonWriter(output, JsonFormat.Wire))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.Span);
    }

    [GeneratedRegex("/(deployments/(?<name>[^/]+)/|models/(?<name>[^/]+):[^/:]+$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ModelInPath();
}
