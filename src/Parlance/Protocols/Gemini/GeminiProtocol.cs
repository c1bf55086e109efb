using System.Buffers;
using Parlance.Streaming;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Google's <c>generateContent</c> and <c>streamGenerateContent</c>: the model stands in the path, and so does whether
/// the response is streamed.
/// </summary>
/// <param name="dialect">What the host does differently, null for nothing.</param>
/// <remarks>Source: https://ai.google.dev/api/generate-content.</remarks>
public sealed class GeminiProtocol(GeminiDialect? dialect = null) : Protocol
{
    internal const string WireName = "gemini-generate";

    private readonly GeminiDialect _dialect = dialect ?? new GeminiDialect();

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    public override string? ModelsPath => _dialect.ModelsPath;

    /// <inheritdoc />
    public override TokenCounter TokenCounter => new GeminiTokenCounter(this, _dialect);

    /// <inheritdoc />
    public override bool IsStreamingInAddress => true;

    /// <inheritdoc />
    public override bool IsModelInAddress => true;

    /// <inheritdoc />
    public override string GetPath(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return GeminiPath.Of(call.IsStreaming ? _dialect.StreamPath : _dialect.GeneratePath, call.Model);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new GeminiStreamDecoder(sink, Wire);

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => GeminiRequestWriter.Write(call, _dialect, body);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new GeminiRequestReader(issuer).Read(body);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) => new GeminiResponseEncoder(output, context);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => GeminiFields.Names;

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, string field) => base.DescribeField(call, FieldPath.ShiftMessages(call.Messages, field, "systemInstruction"));
}
