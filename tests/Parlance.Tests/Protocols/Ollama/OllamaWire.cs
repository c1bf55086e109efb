using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Protocols.Ollama;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.Ollama;

/// <summary>The wire from outside: bodies in and out, as text.</summary>
internal static class OllamaWire
{
    public static Protocol Chat { get; } = new OllamaProtocol();

    public static Protocol Generate { get; } = new OllamaGenerateProtocol();

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(Protocol protocol, ChatCall call)
    {
        var body = new ArrayBufferWriter<byte>();
        protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.WrittenSpan), call.Warnings);
    }

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) WriteChat(ChatOptions options, params ChatMessage[] messages) =>
        Write(Chat, new ChatCall { Model = "m", Messages = messages, Options = options });

    public static ChatCall Read(Protocol protocol, string body) => protocol.ReadRequest(Encoding.UTF8.GetBytes(body));

    /// <summary>Two JSON texts with the same meaning, in one form.</summary>
    public static void ShouldMeanTheSame(string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue($"expected {expected}\nbut was  {actual}");

    public static List<ChatEvent> DecodeEvents(Protocol protocol, string body, int size = int.MaxValue)
    {
        using var sink = new EventSink("ollama", []);
        Pump(protocol, sink, Encoding.UTF8.GetBytes(body), size);
        return sink.Error is { } error ? throw error : [.. sink.Pending];
    }

    public static ChatResponse Decode(Protocol protocol, string body)
    {
        using var sink = new UpdateSink("ollama", []);
        Pump(protocol, sink, Encoding.UTF8.GetBytes(body), int.MaxValue);
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    public static void Pump(Protocol protocol, IResponseSink sink, byte[] body, int size)
    {
        using var reader = new ResponseReader(protocol.CreateDecoder(sink));
        foreach (var piece in body.Chunk(Math.Min(size, body.Length)))
        {
            reader.Write(piece);
        }

        reader.Complete();
    }

    /// <summary>The events of a response without what differs between two runs.</summary>
    public static string Describe(IEnumerable<ChatEvent> events) => string.Join('\n', events.Select(step => step switch
    {
        ToolCallCompleted done => $"call {done.Index} {done.Call.CallId} {done.Call.Name} {done.Call.ArgumentsJson}",
        ContentReceived received => $"content {received.Index} {(received.Content as DataContent)?.Uri}",
        MessageStarted start => $"start {start.ResponseId} {start.ModelId} {start.CreatedAt:O}",
        Finished end => $"finish {end.Reason} {end.RawReason} {end.ModelId} {end.Extras}",
        UsageReported usage => $"usage {usage.Usage}",
        _ => step.ToString(),
    }));
}

/// <summary>Answers every request with one body and remembers what was asked.</summary>
internal sealed class CannedHandler(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/x-ndjson") : HttpMessageHandler
{
    public List<(HttpMethod Method, string Url, string Body)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request.Method, request.RequestUri!.ToString(), request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
    }
}

/// <summary>A clock that advances by a fixed step at every look.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks) - step.Ticks;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 670, TimeSpan.Zero);
}
