using System.Buffers;
using Parlance.Protocols.MessageShape;
using Parlance.Responses;

namespace Parlance.Protocols.Hunyuan;

/// <summary>Hunyuan's own chat: names in Pascal case, the action in a header, every answer under <c>Response</c> or bare.</summary>
/// <remarks>Source: https://cloud.tencent.com/document/api/1729/105701.</remarks>
public sealed class HunyuanProtocol : Protocol
{
    internal const string WireName = "hunyuan-native";

    internal static MessageNames Names { get; } = MessageNames.PascalCase with { HasTextParameters = true };

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => HunyuanFields.Names;

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/";

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call) =>
        [new("X-TC-Action", "ChatCompletions"), new("X-TC-Version", "2023-09-01")];

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, Wire);
        HunyuanRequestWriter.Write(writer);
        writer.CopyTo(body);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new HunyuanDecoder(sink);

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => HunyuanRequestReader.Read(body, issuer);
}
