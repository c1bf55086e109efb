using System.Buffers;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Ollama's completion of one prompt, <c>POST /api/generate</c>: <see cref="OllamaProtocol"/> without turns and tools,
/// with templates, a suffix to fill up to, and raw prompts.
/// </summary>
/// <remarks>Source: https://github.com/ollama/ollama/blob/main/docs/api.md and api/types.go beside it.</remarks>
public sealed class OllamaGenerateProtocol : Protocol
{
    internal const string WireName = "ollama-generate";

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => OllamaFields.Names;

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/api/generate";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, Wire);
        OllamaGenerateWriter.Write(writer);
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new OllamaDecoder(sink, Wire);

    /// <inheritdoc />
    public override LlmException ReadError(ErrorResponse response) => OllamaErrors.Explain(base.ReadError(response));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OllamaGenerateReader.Read(body);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) =>
        context.IsStreaming ? new OllamaStreamEncoder(output, context, isGenerate: true) : new OllamaBodyEncoder(output, context, isGenerate: true);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, string field) => base.DescribeField(call, OllamaFields.LocatePrompt(call, field));
}
