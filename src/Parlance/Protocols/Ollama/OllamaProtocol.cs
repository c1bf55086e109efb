using System.Buffers;
using Parlance.Streaming;

namespace Parlance.Protocols.Ollama;

/// <summary>Ollama's own chat.</summary>
public sealed class OllamaProtocol : Protocol
{
    /// <inheritdoc />
    public override string Wire => "ollama-chat";

    /// <inheritdoc />
    public override string ModelsPath => "/api/tags";

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/api/chat";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => throw new NotSupportedException();

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink) => throw new NotSupportedException();
}
