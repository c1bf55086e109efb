using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.Ollama;
using Parlance.Tests.Support;

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

    public static ChatResponse Decode(Protocol protocol, string body) => protocol.DecodeToResponse(body, "ollama");
}

/// <summary>A clock that advances by a fixed step at every look.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks) - step.Ticks;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 670, TimeSpan.Zero);
}
