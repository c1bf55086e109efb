using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Protocols.Gemini;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.Gemini;

/// <summary>The wire from outside: bodies in and out, as text.</summary>
internal static class GeminiWire
{
    private static readonly GeminiProtocol s_protocol = (GeminiProtocol)Parlance.Providers.Gemini.Protocol;

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(ChatOptions options, string model, params ChatMessage[] messages)
    {
        var call = new ChatCall { Model = model, Messages = messages, Options = options, Recipient = "gemini" };
        return (Write(call), call.Warnings);
    }

    public static string Write(ChatCall call)
    {
        var body = new ArrayBufferWriter<byte>();
        s_protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    public static ChatCall Read(string body) => s_protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "gemini");

    public static void ShouldMeanTheSame(string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue($"expected {expected}\nbut was  {actual}");

    public static ChatResponse Decode(string body, int size = int.MaxValue)
    {
        using var sink = new UpdateSink("gemini", []);
        Pump(sink, body, size);
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    public static string Encode(string body, bool isStreaming) => Encode(sink => Pump(sink, body, int.MaxValue), isStreaming);

    public static string Encode(Action<IResponseSink> say, bool isStreaming = false)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = s_protocol.CreateEncoder(output, new ResponseContext(isStreaming, "m") { FallbackId = "made" });
        say(encoder);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Pump(IResponseSink sink, string body, int size)
    {
        using var reader = new ResponseReader(s_protocol.CreateDecoder(sink));
        foreach (var piece in Encoding.UTF8.GetBytes(body).Chunk(size))
        {
            reader.Write(piece);
        }

        reader.Complete();
    }
}
