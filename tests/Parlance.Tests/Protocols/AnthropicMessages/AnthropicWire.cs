using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.AnthropicMessages;

/// <summary>The wire under test, driven with plain strings.</summary>
internal static class AnthropicWire
{
    public static readonly AnthropicMessagesProtocol Protocol = new();

    /// <summary>A stream of events, one for each JSON text, as the vendor frames them.</summary>
    public static string Stream(params string[] events) =>
        string.Concat(events.Select(data => $"event: {JsonElement.Parse(data).GetProperty("type").GetString()}\ndata: {data}\n\n"));

    /// <summary>Decodes a body into the list of everything that the sink heard.</summary>
    public static List<string> Decode(string body) => Decode(Encoding.UTF8.GetBytes(body), int.MaxValue);

    public static List<string> Decode(byte[] body, int pieceLength)
    {
        var sink = new TranscriptSink();
        Decode(body, sink, pieceLength);
        return sink.Lines;
    }

    public static void Decode(string body, IResponseSink sink) => Decode(Encoding.UTF8.GetBytes(body), sink, int.MaxValue);

    public static ChatResponse DecodeToResponse(string body, string? issuer = "anthropic")
    {
        using var sink = new UpdateSink(issuer, []);
        Decode(body, sink);
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    public static List<ChatEvent> DecodeToEvents(string body)
    {
        using var sink = new EventSink("anthropic", []);
        Decode(body, sink);
        return sink.Error is { } error ? throw error : sink.Pending;
    }

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

    private static void Decode(byte[] body, IResponseSink sink, int pieceLength)
    {
        using var reader = new ResponseReader(Protocol.CreateDecoder(sink));
        for (var start = 0; start < body.Length; start += pieceLength)
        {
            reader.Write(body.AsSpan(start, Math.Min(pieceLength, body.Length - start)));
            if (pieceLength == int.MaxValue)
            {
                break;
            }
        }

        reader.Complete();
    }
}

/// <summary>Writes down every call in one line.</summary>
internal sealed class TranscriptSink : IResponseSink
{
    public List<string> Lines { get; } = [];

    public LlmException? Error { get; private set; }

    public void Start(in ResponseInfo response) => Lines.Add($"start {response.Id} {response.Model}");

    public void Identify(in ResponseInfo late) => Lines.Add($"late {late.Id} {late.Model}");

    public void BlockStart(int index, in BlockInfo block) => Lines.Add($"begin {index} {block.Kind} {block.Id} {block.Name}".TrimEnd());

    public void Delta(int index, ReadOnlySpan<byte> utf8) => Lines.Add($"delta {index} {Encoding.UTF8.GetString(utf8)}");

    public void Annotation(int index, ReadOnlySpan<byte> json) => Lines.Add($"annotation {index} {Encoding.UTF8.GetString(json)}");

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Lines.Add($"state {index} {Encoding.UTF8.GetString(bytes)}");

    public void BlockEnd(int index) => Lines.Add($"end {index}");

    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => Lines.Add(
        FormattableString.Invariant($"usage in={usage.UncachedInputTokens} read={usage.CacheReadTokens} 5m={usage.CacheWrite5mTokens} 1h={usage.CacheWrite1hTokens} out={usage.OutputTokens} think={usage.ReasoningTokens}"));

    public void Extra(string name, ReadOnlySpan<byte> json) => Lines.Add($"extra {name} {Encoding.UTF8.GetString(json)}");

    public void Finish(in FinishInfo finish) => Lines.Add($"finish {finish.Reason?.Value} {finish.RawReason}".TrimEnd());

    public void Fail(LlmException error)
    {
        Error = error;
        Lines.Add($"fail {error.Kind}");
    }
}
