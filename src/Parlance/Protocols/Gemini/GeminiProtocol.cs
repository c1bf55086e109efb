using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Google's <c>generateContent</c> and <c>streamGenerateContent</c>: the model stands in the path, and so does whether
/// the response is streamed.
/// </summary>
/// <remarks>Source: https://ai.google.dev/api/generate-content.</remarks>
public sealed class GeminiProtocol : Protocol, IHasDialects<GeminiDialect>
{
    internal const string WireName = "gemini-generate";

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public GeminiProtocol(GeminiDialect? dialect = null, params ImmutableArray<ModelFamily<GeminiDialect>> families)
        : this(new Dialects<GeminiDialect>(dialect ?? GeminiDialect.Default, families))
    {
    }

    private GeminiProtocol(Dialects<GeminiDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<GeminiDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    public override string? ModelsPath => Dialects.Host.ModelsPath;

    /// <inheritdoc />
    public override TokenCounter TokenCounter => field ??= new GeminiTokenCounter(this);

    /// <inheritdoc />
    public override bool IsStreamingInAddress => true;

    /// <inheritdoc />
    public override bool IsModelInAddress => true;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<GeminiDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new GeminiProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        return GeminiPath.Of(call.IsStreaming ? dialect.StreamPath : dialect.GeneratePath, call.Model);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new GeminiDecoder(ToolShaper.Listen(sink, call, ToolTraits), Wire);

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        GeminiRequestWriter.Write(GeminiSchemas.Of(dialect).Shape(ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), GeminiTurns.For(dialect))), dialect, body);
    }

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new GeminiRequestReader(issuer).Read(body).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) => new GeminiEncoder(output, context);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => GeminiFields.Settings.Names;

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field) => WirePath.Of(field, RequestFields, call.Messages, "systemInstruction", hasContents: true);

    /// <summary>What the wire takes of tools.</summary>
    private static ToolTraits ToolTraits => new(WireName)
    {
        Names = ToolNameFormat.Google,
        IsHosted = static tool => tool is HostedWebSearchTool or HostedCodeInterpreterTool,
        AllowedTools = AllowedToolChoice.WhenRequired,
    };
}
