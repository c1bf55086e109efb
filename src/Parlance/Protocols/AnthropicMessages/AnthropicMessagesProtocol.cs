using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Anthropic's Messages, which several other hosts speak too.</summary>
public sealed class AnthropicMessagesProtocol : Protocol, IHasDialects<AnthropicDialect>
{
    internal const string WireName = "anthropic-messages";

    private TokenCounter? _tokenCounter;

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public AnthropicMessagesProtocol(AnthropicDialect? dialect = null, params ImmutableArray<ModelFamily<AnthropicDialect>> families)
        : this(new Dialects<AnthropicDialect>(dialect ?? AnthropicDialect.Default, families))
    {
    }

    private AnthropicMessagesProtocol(Dialects<AnthropicDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<AnthropicDialect> Dialects { get; }

    /// <inheritdoc />
    public override string? ModelsPath => Dialects.Host.ModelsPath;

    /// <inheritdoc />
    public override ModelPage ReadModels(ReadOnlyMemory<byte> body)
    {
        var page = base.ReadModels(body);
        var root = JsonElement.Parse(body.Span);
        return ModelsPath is { } path && root.Member("has_more"u8).ValueKind == JsonValueKind.True && root.TryGetText("last_id"u8, out var last)
            ? page with { NextPath = ModelListReader.PathOf(path, "after_id", last) }
            : page;
    }

    /// <inheritdoc />
    public override TokenCounter? TokenCounter => _tokenCounter ??= Dialects.Host switch
    {
        { CountsInvocations: true } => new InvocationTokenCounter(this),

        // The path of a count names no model, so the body does, whatever the path of a chat says.
        { CountTokensPath: { } path } => new AnthropicTokenCounter(new AnthropicMessagesProtocol(Dialects.With(dialect => dialect with { WritesModel = true })), path),
        _ => null,
    };

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => AnthropicFields.Settings.Names;

    /// <inheritdoc />
    protected override IReadOnlyList<string> RequestHeaders => [AnthropicBetas.Header];

    /// <inheritdoc />
    public override bool IsModelInAddress => !Dialects.Host.WritesModel;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<AnthropicDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new AnthropicMessagesProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call)
    {
        var dialect = Dialects.For(call.Model);
        var path = call.IsStreaming ? dialect.StreamingPath ?? dialect.Path : dialect.Path;

        // An at sign may stand in a path, and versions of models are written with one.
        var model = Uri.EscapeDataString(call.Model).Replace("%40", "@", StringComparison.Ordinal);
        return path.Replace("{model}", model, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call)
    {
        var dialect = Dialects.For(call.Model);
        if (dialect.VersionHeader is { } version)
        {
            yield return new("anthropic-version", version);
        }

        if (!dialect.WritesBetasInBody && AnthropicBetas.Collect(call, dialect) is { Count: > 0 } betas)
        {
            yield return new(AnthropicBetas.Header, string.Join(',', betas));
        }
    }

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        var shaped = ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), AnthropicTurns.For(dialect));
        using var writer = new AnthropicRequestWriter(AnthropicSchemas.Of(dialect).Shape(shaped, AnthropicSchemas.IsThinking(shaped, dialect)), dialect);
        writer.Write(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null)
    {
        var dialect = Dialects.For(call?.Model);
        return new AnthropicDecoder(AnthropicSchemas.Of(dialect).Hear(ToolShaper.Listen(sink, call, ToolTraits), call, AnthropicSchemas.IsThinking(call, dialect)), Wire);
    }

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new AnthropicRequestReader(issuer).Read(body).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) =>
        context.IsStreaming ? new AnthropicStreamEncoder(output, context) : new AnthropicBodyEncoder(output, context);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field) =>
        call.Messages is [{ IsInlineSystem: true }, ..] ? base.DescribeField(call, field) : WirePath.Of(field, RequestFields, call.Messages, "system", hasContents: false);

    /// <summary>What the wire takes of tools.</summary>
    private static ToolTraits ToolTraits => new(WireName)
    {
        Names = ToolNameFormat.Anthropic,
        IsHosted = static tool => tool is HostedWebSearchTool or HostedCodeInterpreterTool
            || (tool is HostedMcpServerTool server && Uri.IsWellFormedUriString(server.ServerAddress, UriKind.Absolute)),
        ChoosesHosted = true,
        HostedName = static tool => tool switch
        {
            HostedWebSearchTool => "web_search",
            HostedCodeInterpreterTool => "code_execution",
            WireTool { Wire: WireName } => tool.Name,
            _ => null,
        },
    };
}
