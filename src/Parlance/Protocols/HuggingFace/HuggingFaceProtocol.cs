using System.Buffers;
using Parlance.Responses;

namespace Parlance.Protocols.HuggingFace;

/// <summary>
/// Text generation from a bare prompt, as the serverless inference API and Text Generation Inference offer it at a
/// model's own address. The wire has no roles, tools or media: it continues one text.
/// </summary>
/// <remarks>Source: https://huggingface.co/docs/inference-providers/tasks/text-generation.</remarks>
public sealed class HuggingFaceProtocol : Protocol
{
    internal const string WireName = "huggingface-inference";

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => HuggingFaceFields.Names;

    /// <inheritdoc />
    public override string GetPath(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);

        // A model is named by its owner and its name: the slash between them is one of the path.
        return $"/models/{string.Join('/', call.Model.Split('/').Select(Uri.EscapeDataString))}";
    }

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, Wire);
        HuggingFaceRequestWriter.Write(writer);
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new HuggingFaceDecoder(sink);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => HuggingFaceRequestReader.Read(body);
}
