using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Ollama's own chat, <c>POST /api/chat</c>: one JSON object a line where it is streamed. It needs no look at the model
/// list first, so it also speaks to a remote server or a gateway that has none.
/// </summary>
/// <remarks>Source: https://github.com/ollama/ollama/blob/main/docs/api.md and api/types.go beside it.</remarks>
public sealed class OllamaProtocol : Protocol, IHasDialects<OllamaDialect>
{
    internal const string WireName = "ollama-chat";

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public OllamaProtocol(OllamaDialect? dialect = null, params ImmutableArray<ModelFamily<OllamaDialect>> families)
        : this(new Dialects<OllamaDialect>(dialect ?? OllamaDialect.Default, families))
    {
    }

    private OllamaProtocol(Dialects<OllamaDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<OllamaDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => OllamaFields.Settings.Names;

    /// <inheritdoc />
    public override string ModelsPath => "/api/tags";

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<OllamaDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new OllamaProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/api/chat";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var writer = new RequestBodyWriter(OllamaSettingsWriter.Schemas.Shape(ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), OllamaTurns.Traits)), Wire);
        new OllamaRequestWriter(writer, Dialects.For(call.Model)).Write();
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new OllamaDecoder(ToolShaper.Listen(sink, call, ToolTraits), Wire);

    /// <inheritdoc />
    public override LlmException ReadError(ErrorResponse response) => OllamaErrors.Explain(base.ReadError(response));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new OllamaRequestReader(Wire).Read(body).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) =>
        context.IsStreaming ? new OllamaStreamEncoder(output, context, isGenerate: false) : new OllamaBodyEncoder(output, context, isGenerate: false);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field) => OllamaFields.LocateContent(call, field);

    /// <summary>What the wire takes of tools: functions, and what came on this very wire.</summary>
    private static ToolTraits ToolTraits => new(WireName);
}
