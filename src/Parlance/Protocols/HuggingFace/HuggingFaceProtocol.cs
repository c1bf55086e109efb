using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.HuggingFace;

/// <summary>
/// Text generation from a bare prompt, as the serverless inference API and Text Generation Inference offer it at a
/// model's own address. The wire has no roles, tools or media: it continues one text.
/// </summary>
/// <remarks>Source: https://huggingface.co/docs/inference-providers/tasks/text-generation.</remarks>
public sealed class HuggingFaceProtocol : Protocol, IHasDialects<HuggingFaceDialect>
{
    internal const string WireName = "huggingface-inference";

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public HuggingFaceProtocol(HuggingFaceDialect? dialect = null, params ImmutableArray<ModelFamily<HuggingFaceDialect>> families)
        : this(new Dialects<HuggingFaceDialect>(dialect ?? HuggingFaceDialect.Default, families))
    {
    }

    private HuggingFaceProtocol(Dialects<HuggingFaceDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<HuggingFaceDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => HuggingFaceFields.Settings.Names;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<HuggingFaceDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new HuggingFaceProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);

        // A model is named by its owner and its name: the slash between them is one of the path.
        var model = string.Join('/', call.Model.Split('/').Select(Uri.EscapeDataString));
        return Dialects.For(call.Model).Path.Replace("{model}", model, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var writer = new RequestBodyWriter(Transcript.Shape(HuggingFaceRequestWriter.Schemas.Shape(call), hasSystem: false), Wire);
        HuggingFaceRequestWriter.Write(writer, Dialects.For(call.Model));
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new HuggingFaceDecoder(sink);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => HuggingFaceRequestReader.Read(body).ReadFrom(Wire, issuer);
}
