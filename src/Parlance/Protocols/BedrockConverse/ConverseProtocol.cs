using System.Buffers;
using System.Collections.Immutable;
using Parlance.Streaming;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Amazon Bedrock's Converse and ConverseStream: one shape for the models of every maker that the service hosts.</summary>
public sealed class ConverseProtocol : Protocol
{
    internal const string WireName = "bedrock-converse";

    private readonly ConverseDialect _provider;
    private readonly ImmutableArray<ConverseModelFamily> _families;

    /// <summary>Creates the protocol.</summary>
    /// <param name="dialect">How models are told what the wire has no member for, null for the defaults.</param>
    /// <param name="families">The model families that deviate from it.</param>
    public ConverseProtocol(ConverseDialect? dialect = null, params ImmutableArray<ConverseModelFamily> families)
    {
        _provider = dialect ?? ConverseDialect.Default;
        _families = families;
    }

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
    public override TokenCounter TokenCounter => new ConverseTokenCounter(this);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => ConverseFieldNames.Names;

    /// <summary>The dialect that a model is spoken to in: default → provider → model family.</summary>
    /// <param name="model">The model's id.</param>
    public ConverseDialect Resolve(string model)
    {
        var dialect = _provider;
        foreach (var family in _families)
        {
            if (family.Matches(model))
            {
                dialect = family.Change(dialect);
            }
        }

        return dialect;
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) =>
        $"/model/{Uri.EscapeDataString(call.Model)}/{(call.IsStreaming ? "converse-stream" : "converse")}";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var writer = new ConverseRequestWriter(call, Resolve(call.Model));
        writer.Write(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new ConverseDecoder(sink, Wire);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => new ConverseRequestReader(issuer).Read(body);

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, string field) =>
        base.DescribeField(call, FieldPath.ShiftMessagesBehindBlocks(call.Messages, field));
}
