using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Ollama's completion of one prompt, <c>POST /api/generate</c>: <see cref="OllamaProtocol"/> without turns and tools,
/// with templates, a suffix to fill up to, and raw prompts.
/// </summary>
/// <remarks>Source: https://github.com/ollama/ollama/blob/main/docs/api.md and api/types.go beside it.</remarks>
public sealed class OllamaGenerateProtocol : Protocol, IHasDialects<OllamaDialect>
{
    internal const string WireName = "ollama-generate";

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public OllamaGenerateProtocol(OllamaDialect? dialect = null, params ImmutableArray<ModelFamily<OllamaDialect>> families)
        : this(new Dialects<OllamaDialect>(dialect ?? OllamaDialect.Default, families))
    {
    }

    private OllamaGenerateProtocol(Dialects<OllamaDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<OllamaDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => OllamaFields.Settings.Names;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<OllamaDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new OllamaGenerateProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/api/generate";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(Transcript.Shape(OllamaSettingsWriter.Schemas.Shape(call), hasSystem: true), Wire);
        OllamaGenerateRequestWriter.Write(writer, Dialects.For(call.Model));
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new OllamaDecoder(sink, Wire);

    /// <inheritdoc />
    public override LlmException ReadError(ErrorResponse response) => OllamaErrors.Explain(base.ReadError(response));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OllamaGenerateRequestReader.Read(body).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) =>
        context.IsStreaming ? new OllamaStreamEncoder(output, context, isGenerate: true) : new OllamaBodyEncoder(output, context, isGenerate: true);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field) => OllamaFields.LocatePrompt(call, field);
}
