using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.AnthropicMessages;

/// <summary>The wire under test, driven with plain strings.</summary>
internal static class AnthropicWire
{
    public static readonly AnthropicMessagesProtocol Protocol = new();

    /// <summary>A stream of events, one for each JSON text, as the vendor frames them.</summary>
    public static string Stream(params string[] events) =>
        string.Concat(events.Select(data => $"event: {JsonElement.Parse(data).GetProperty("type").GetString()}\ndata: {data}\n\n"));

    /// <summary>Decodes a body into the lines of everything that the sink heard.</summary>
    public static string Decode(string body, int pieceLength = int.MaxValue)
    {
        var sink = new RecordingSink { Verbatim = true };
        Protocol.Decode(body, sink, pieceLength);
        return sink.ToString();
    }

    public static void Decode(string body, IResponseSink sink) => Protocol.Decode(body, sink);

    public static ChatResponse DecodeToResponse(string body, string? issuer = "anthropic") => Protocol.DecodeToResponse(body, issuer);

    public static List<ChatEvent> DecodeToEvents(string body) => Protocol.DecodeToEvents(body, "anthropic");

    /// <summary>Writes a call's body.</summary>
    public static JsonElement Write(ChatCall call, AnthropicDialect? dialect = null)
    {
        var body = new ArrayBufferWriter<byte>();
        new AnthropicMessagesProtocol(dialect).WriteRequest(call, body);
        return JsonElement.Parse(body.WrittenSpan);
    }

    public static ChatCall Call(ChatOptions? options = null, params ChatMessage[] messages) => new()
    {
        Model = "claude-test",
        Messages = messages.Length > 0 ? messages : [new ChatMessage(ChatRole.User, "Hi")],
        Options = options ?? new ChatOptions(),
        Recipient = "anthropic",
    };

    /// <summary>Reads an inbound body and writes it again.</summary>
    public static JsonElement RoundTrip(string body) => Write(Read(body));

    public static ChatCall Read(string body) => Protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "anthropic");

    /// <summary>What an encoder writes when it hears what a body of this wire says.</summary>
    public static string Translate(string body, bool isStreaming)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "claude-test"));
        Decode(body, encoder);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
