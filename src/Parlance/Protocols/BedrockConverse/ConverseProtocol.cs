using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Amazon Bedrock's Converse and ConverseStream: one shape for the models of every maker that the service hosts.</summary>
public sealed class ConverseProtocol : Protocol, IHasDialects<ConverseDialect>
{
    internal const string WireName = "bedrock-converse";

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public ConverseProtocol(ConverseDialect? dialect = null, params ImmutableArray<ModelFamily<ConverseDialect>> families)
        : this(new Dialects<ConverseDialect>(dialect ?? ConverseDialect.Default, families))
    {
    }

    private ConverseProtocol(Dialects<ConverseDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<ConverseDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    public override bool IsModelInAddress => true;

    /// <inheritdoc />
    public override bool IsStreamingInAddress => true;

    /// <inheritdoc />
    /// <remarks>Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html.</remarks>
    public override string ModelsPath => "/foundation-models";

    /// <inheritdoc />
    public override TokenCounter TokenCounter => field ??= new ConverseTokenCounter(this);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => ConverseFields.Settings.Names;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<ConverseDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new ConverseProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) =>
        $"/model/{Uri.EscapeDataString(call.Model)}/{(call.IsStreaming ? "converse-stream" : "converse")}";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        var shaped = ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), ConverseTurns.For(dialect));
        using var writer = new ConverseRequestWriter(ConverseSchemas.Of(shaped, dialect).Shape(shaped, ConverseSchemas.IsThinking(shaped, dialect)), dialect);
        writer.Write(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null)
    {
        var dialect = Dialects.For(call?.Model);
        return new ConverseDecoder(ConverseSchemas.Of(call, dialect).Hear(ToolShaper.Listen(sink, call, ToolTraits), call, ConverseSchemas.IsThinking(call, dialect)), Wire);
    }

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new ConverseRequestReader(issuer).Read(body).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field) =>
        WirePath.Of(field, RequestFields, call.Messages, "system", hasContents: false);

    /// <summary>What the wire takes of tools.</summary>
    private static ToolTraits ToolTraits => new(WireName)
    {
        DeclaresEarlierTools = true,
        Names = ToolNameFormat.Bedrock,
        HostedName = static tool => (tool as WireTool)?.Name,
    };
}
