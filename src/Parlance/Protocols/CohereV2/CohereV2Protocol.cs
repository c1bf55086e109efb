using System.Buffers;
using System.Collections.Immutable;
using Parlance.Responses;

namespace Parlance.Protocols.CohereV2;

/// <summary>The second version of Cohere's chat.</summary>
/// <remarks>Source: https://docs.cohere.com/reference/chat and https://docs.cohere.com/reference/chat-stream.</remarks>
public sealed class CohereV2Protocol : Protocol, IHasDialects<CohereV2Dialect>
{
    internal const string WireName = "cohere-v2-chat";

    private static readonly TurnTraits s_turns = MessageTurns.For(WireName, static part => MediaAddress.Find(part, "image") is not null);
    private static readonly TurnTraits s_blindTurns = s_turns with { TakesFromUser = static _ => false };

    /// <summary>The member of what the model plans to do with its tools.</summary>
    internal const string ToolPlan = "tool_plan";

    internal static MessageNames Names { get; } = MessageNames.SnakeCase with { Reasoning = ToolPlan };

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public CohereV2Protocol(CohereV2Dialect? dialect = null, params ImmutableArray<ModelFamily<CohereV2Dialect>> families)
        : this(new Dialects<CohereV2Dialect>(dialect ?? CohereV2Dialect.Default, families))
    {
    }

    private CohereV2Protocol(Dialects<CohereV2Dialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<CohereV2Dialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => CohereV2Fields.Settings.Names;

    /// <inheritdoc />
    public override string ModelsPath => "/v1/models?page_size=1000";

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<CohereV2Dialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new CohereV2Protocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/v2/chat";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var writer = new RequestBodyWriter(CohereV2RequestWriter.Schemas.Shape(ConversationShaper.Shape(ToolShaper.Shape(call, ToolTraits), Dialects.For(call.Model).AcceptsImages ? s_turns : s_blindTurns)), Wire);
        CohereV2RequestWriter.Write(writer, Dialects.For(call.Model));
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new CohereV2Decoder(ToolShaper.Listen(sink, call, ToolTraits));

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => CohereV2RequestReader.Read(body, issuer).ReadFrom(Wire, issuer);

    /// <summary>What the wire takes of tools: functions, and what came on this very wire.</summary>
    private static ToolTraits ToolTraits => new(WireName) { TakesChoiceAlone = true };
}
