using System.Buffers;
using System.Text.Json;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Anthropic's Messages.</summary>
public sealed class AnthropicMessagesProtocol : Protocol
{
    /// <inheritdoc />
    public override string Wire => "anthropic-messages";

    /// <summary>The largest page that the wire allows: 1,000 models.</summary>
    public override string ModelsPath => "/v1/models?limit=1000";

    /// <inheritdoc />
    public override ModelPage ReadModels(ReadOnlyMemory<byte> body)
    {
        var page = base.ReadModels(body);
        var root = JsonElement.Parse(body.Span);
        return root.Member("has_more"u8).ValueKind == JsonValueKind.True && root.TryGetText("last_id"u8, out var last)
            ? page with { NextPath = $"{ModelsPath}&after_id={Uri.EscapeDataString(last)}" }
            : page;
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/v1/messages";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => throw new NotSupportedException();

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink) => throw new NotSupportedException();
}
