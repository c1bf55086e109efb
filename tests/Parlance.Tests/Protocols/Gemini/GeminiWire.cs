using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.Gemini;
using Parlance.Responses;
using Parlance.Tests.Support;

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

    /// <summary>Writes for a host that takes schemas in the wire's older dialect alone.</summary>
    public static (string Body, IReadOnlyList<ChatWarning> Warnings) WriteInOpenApi(ChatOptions options)
    {
        var call = new ChatCall { Model = "m", Messages = [new ChatMessage(ChatRole.User, "Hi")], Options = options, Recipient = "gemini" };
        return (Write(call, new GeminiProtocol(new GeminiDialect { HasJsonSchemas = false })), call.Warnings);
    }

    public static string Write(ChatCall call) => Write(call, s_protocol);

    private static string Write(ChatCall call, GeminiProtocol protocol)
    {
        var body = new ArrayBufferWriter<byte>();
        protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    public static ChatCall Read(string body) => s_protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "gemini");

    public static ChatResponse Decode(string body, int pieceLength = int.MaxValue) => s_protocol.DecodeToResponse(body, "gemini", pieceLength);

    public static string Encode(string body, bool isStreaming) => Encode(sink => s_protocol.Decode(body, sink), isStreaming);

    public static string Encode(Action<IResponseSink> say, bool isStreaming = false)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = s_protocol.CreateEncoder(output, new ResponseContext(isStreaming, "m") { FallbackId = "made" });
        say(encoder);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
