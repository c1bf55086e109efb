using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.DashScope;

/// <summary>
/// DashScope's own generation: text and, where a message holds images, sounds or films, the multimodal service beside it.
/// The wire lists no models.
/// </summary>
/// <remarks>Source: https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope.</remarks>
public sealed class DashScopeProtocol : Protocol, IHasDialects<DashScopeDialect>
{
    internal const string WireName = "dashscope-native";

    private static readonly TurnTraits s_turns = MessageTurns.For(WireName, static part => DashScopeMessageWriter.IsMedia(part));

    internal static MessageNames Names { get; } = MessageNames.SnakeCase with { Reasoning = "reasoning_content", Prefix = "partial" };

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public DashScopeProtocol(DashScopeDialect? dialect = null, params ImmutableArray<ModelFamily<DashScopeDialect>> families)
        : this(new Dialects<DashScopeDialect>(dialect ?? DashScopeDialect.Default, families))
    {
    }

    private DashScopeProtocol(Dialects<DashScopeDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<DashScopeDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => DashScopeFields.Settings.Names;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<DashScopeDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new DashScopeProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => DashScopeMessageWriter.IsMultimodal(call)
        ? "/services/aigc/multimodal-generation/generation"
        : "/services/aigc/text-generation/generation";

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call) =>
        call.IsStreaming ? [new("X-DashScope-SSE", "enable")] : [];

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var writer = new RequestBodyWriter(DashScopeRequestWriter.Schemas.Shape(ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), s_turns)), Wire);
        DashScopeRequestWriter.Write(writer, Dialects.For(call.Model));
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new DashScopeDecoder(ToolShaper.Listen(sink, call, ToolTraits));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => DashScopeRequestReader.Read(body, issuer).ReadFrom(Wire, issuer);

    /// <summary>What the wire takes of tools: functions, and what came on this very wire.</summary>
    private static ToolTraits ToolTraits => new(WireName);
}
