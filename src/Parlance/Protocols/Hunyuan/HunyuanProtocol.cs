using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.Hunyuan;

/// <summary>Hunyuan's own chat: names in Pascal case, the action in a header, every answer under <c>Response</c> or bare.</summary>
/// <remarks>Source: https://cloud.tencent.com/document/api/1729/105701.</remarks>
public sealed class HunyuanProtocol : Protocol, IHasDialects<HunyuanDialect>
{
    internal const string WireName = "hunyuan-native";

    private static readonly TurnTraits s_turns = MessageTurns.For(WireName, static part => MediaAddress.Find(part, "image") is not null, ReasoningReplay.Nothing) with { Joins = TurnsJoined.All, BeginsWithUser = true, HasSystemInFront = true };

    internal static MessageNames Names { get; } = MessageNames.PascalCase with { HasTextParameters = true };

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public HunyuanProtocol(HunyuanDialect? dialect = null, params ImmutableArray<ModelFamily<HunyuanDialect>> families)
        : this(new Dialects<HunyuanDialect>(dialect ?? HunyuanDialect.Default, families))
    {
    }

    private HunyuanProtocol(Dialects<HunyuanDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<HunyuanDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => HunyuanFields.Settings.Names;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<HunyuanDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new HunyuanProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/";

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call) =>
        [new("X-TC-Action", "ChatCompletions"), new("X-TC-Version", "2023-09-01")];

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var writer = new RequestBodyWriter(ConversationShaper.Shape(HunyuanRequestWriter.Schemas.Shape(ToolShaper.Shape(call, ToolTraits)), s_turns), Wire);
        HunyuanRequestWriter.Write(writer, Dialects.For(call.Model));
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new HunyuanDecoder(ToolShaper.Listen(sink, call, ToolTraits));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => HunyuanRequestReader.Read(body, issuer).ReadFrom(Wire, issuer);

    /// <summary>What the wire takes of tools: functions, and what came on this very wire.</summary>
    private static ToolTraits ToolTraits => new(WireName);
}
