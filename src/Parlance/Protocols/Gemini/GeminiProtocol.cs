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
    public override string GetPath(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        const string Resource = "models/";
        var model = call.Model.StartsWith(Resource, StringComparison.Ordinal) ? call.Model[Resource.Length..] : call.Model;
        return (call.IsStreaming ? _dialect.StreamPath : _dialect.GeneratePath).Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink) => new GeminiStreamDecoder(sink, Wire);

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => throw new NotSupportedException();
}
