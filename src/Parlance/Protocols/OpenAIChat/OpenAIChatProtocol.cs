using System.Buffers;
using System.Collections.Immutable;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>OpenAI's chat completions, which most hosts of models copy.</summary>
public sealed class OpenAIChatProtocol : Protocol
{
    private readonly ChatDialect _provider;
    private readonly ImmutableArray<ModelFamily> _families;
    private readonly ImmutableArray<Func<ChatDialect, ChatDialect>> _user;

    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public OpenAIChatProtocol(ChatDialect? dialect = null, params ImmutableArray<ModelFamily> families)
        : this(dialect ?? ChatDialect.Default, families, [])
    {
    }

    private OpenAIChatProtocol(ChatDialect provider, ImmutableArray<ModelFamily> families, ImmutableArray<Func<ChatDialect, ChatDialect>> user)
    {
        _provider = provider;
        _families = families;
        _user = user;
    }

    /// <inheritdoc />
    public override string Wire => ChatWireNames.Wire;

    /// <inheritdoc />
    public override string? ModelsPath => Resolve("").ModelsPath;

    /// <summary>The same protocol with one more layer, applied last.</summary>
    /// <param name="change">The layer.</param>
    public OpenAIChatProtocol WithDialect(Func<ChatDialect, ChatDialect> change) => new(_provider, _families, _user.Add(change));

    /// <inheritdoc />
    public override bool IsModelInAddress => Resolve(model: "").Path.Contains("{model}", StringComparison.Ordinal);

    /// <summary>The dialect that a model is spoken to in: default → provider → model family → user.</summary>
    /// <param name="model">The model's id.</param>
    public ChatDialect Resolve(string model)
    {
        var dialect = _provider;
        foreach (var family in _families)
        {
            if (family.Matches(model))
            {
                dialect = family.Change(dialect);
            }
        }

        return ApplyUser(dialect);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) =>
        Resolve(call.Model).Path.Replace("{model}", Uri.EscapeDataString(call.Model), StringComparison.Ordinal);

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => OpenAIChatRequestWriter.Write(call, Resolve(call.Model), body);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OpenAIChatRequestReader.Read(body, Resolve(model: ""), issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsStreaming ? new OpenAIChatStreamEncoder(output, context) : new OpenAIChatBodyEncoder(output, context);
    }

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => ChatWireNames.RequestFields;

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new OpenAIChatStreamDecoder(sink, ApplyUser(_provider));

    private ChatDialect ApplyUser(ChatDialect dialect)
    {
        foreach (var change in _user)
        {
            dialect = change(dialect);
        }

        return dialect;
    }
}
