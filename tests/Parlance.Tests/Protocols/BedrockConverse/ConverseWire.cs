using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.BedrockConverse;

/// <summary>The wire from outside: bodies in and out, as text.</summary>
internal static class ConverseWire
{
    public static Protocol Protocol => WireNames.Get("bedrock-converse").Protocol;

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(params ChatMessage[] messages) => Write(new ChatOptions(), messages);

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(ChatOptions options, params ChatMessage[] messages) =>
        Write("us.anthropic.claude-sonnet-4-5-20250929-v1:0", options, messages);

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(string model, ChatOptions options, params ChatMessage[] messages)
    {
        var call = new ChatCall { Model = model, Messages = messages, Options = options, Recipient = "bedrock" };
        var body = new ArrayBufferWriter<byte>();
        Protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.WrittenSpan), call.Warnings);
    }

    /// <summary>Reads a request and writes it again.</summary>
    public static string RoundTrip(string body)
    {
        var read = Protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "bedrock");
        var written = new ArrayBufferWriter<byte>();
        Protocol.WriteRequest(read with { Recipient = "bedrock" }, written);
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }
}
