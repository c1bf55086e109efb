using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>OpenAI's chat completions, which most hosts of models copy.</summary>
public sealed class OpenAIChatProtocol : Protocol, IHasDialects<OpenAIChatDialect>
{
    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public OpenAIChatProtocol(OpenAIChatDialect? dialect = null, params ImmutableArray<ModelFamily<OpenAIChatDialect>> families)
        : this(new Dialects<OpenAIChatDialect>(dialect ?? OpenAIChatDialect.Default, families))
    {
    }

    private OpenAIChatProtocol(Dialects<OpenAIChatDialect> dialects) => Dialects = dialects;

    internal static MessageNames Names { get; } = MessageNames.SnakeCase with { Strict = "strict", KeepsSpelling = false };

    /// <inheritdoc />
    public Dialects<OpenAIChatDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => OpenAIChatSpelling.Wire;

    /// <inheritdoc />
    public override string? ModelsPath => Dialects.Host.ModelsPath;

    /// <inheritdoc />
    public override bool IsModelInAddress => Dialects.Host.Path.Contains("{model}", StringComparison.Ordinal);

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<OpenAIChatDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new OpenAIChatProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) =>
        Dialects.For(call.Model).Path.Replace("{model}", Uri.EscapeDataString(call.Model), StringComparison.Ordinal);

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        OpenAIChatRequestWriter.Write(OpenAIChatSchemas.Of(dialect).Shape(ConversationShaper.Shape(ToolShaper.Shape(call, TraitsOf(dialect)), OpenAIChatTurns.For(dialect))), dialect, body);
    }

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OpenAIChatRequestReader.Read(body, Dialects.Host, issuer).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsStreaming ? new OpenAIChatStreamEncoder(output, context) : new OpenAIChatBodyEncoder(output, context);
    }

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => OpenAIChatFields.Settings.Names;

    /// <inheritdoc />
    protected override IReadOnlyList<string> RequestHeaders => ["openai-beta"];

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return WireHeaders.ToSend(call, Wire);
    }

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field)
    {
        ArgumentNullException.ThrowIfNull(call);
        return OpenAIChatFields.Locate(call, field);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) =>
        new OpenAIChatDecoder(ToolShaper.Listen(sink, call, TraitsOf(Dialects.For(call?.Model))), Dialects.For(call?.Model));

    private static ToolTraits TraitsOf(OpenAIChatDialect dialect) => new(OpenAIChatSpelling.Wire)
    {
        Names = dialect.ToolNames,
        HasCustomTools = dialect.HasCustomTools,
        TakesWireTool = dialect.KnownMembers.IsEmpty ? static _ => true : static tool => tool.Definition.Member("type"u8).AsText() is "function" or "custom",
        IsHosted = dialect.HasWebSearchOptions ? static tool => tool is HostedWebSearchTool : static _ => false,
        AllowedTools = dialect.HasAllowedTools ? AllowedToolChoice.Always : AllowedToolChoice.Never,
        TakesChoiceAlone = dialect.TakesToolSettingsAlone,
        TakesParallelAlone = dialect.TakesToolSettingsAlone,
    };
}
