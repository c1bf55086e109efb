using System.Buffers;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>OpenAI's Responses: input and output are lists of items, and a stream tells how each item grows.</summary>
public sealed class OpenAIResponsesProtocol : Protocol
{
    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    public OpenAIResponsesProtocol(ResponsesDialect? dialect = null) => Dialect = dialect ?? ResponsesDialect.Default;

    /// <summary>How the host deviates from OpenAI.</summary>
    public ResponsesDialect Dialect { get; }

    /// <inheritdoc />
    public override string Wire => ResponsesWireNames.Wire;

    /// <inheritdoc />
    public override string? ModelsPath => Dialect.ModelsPath;

    /// <inheritdoc />
    public override TokenCounter? TokenCounter => Dialect.CountTokensPath is { } path ? new ResponsesTokenCounter(this, path) : null;

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => Dialect.Path;

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => OpenAIResponsesRequestWriter.Write(call, Dialect, body);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OpenAIResponsesRequestReader.Read(body, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsStreaming ? new OpenAIResponsesStreamEncoder(output, context) : new OpenAIResponsesBodyEncoder(output, context);
    }

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => ResponsesWireNames.RequestFields;

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new OpenAIResponsesStreamDecoder(sink);
}
