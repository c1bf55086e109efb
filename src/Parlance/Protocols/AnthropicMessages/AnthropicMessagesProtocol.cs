using System.Buffers;
using Parlance.Streaming;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Anthropic's Messages.</summary>
public sealed class AnthropicMessagesProtocol : Protocol
{
    /// <inheritdoc />
    public override string Wire => "anthropic-messages";

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/v1/messages";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => throw new NotSupportedException();

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink) => new AnthropicStreamDecoder(sink, Wire);
}
