using System.Buffers;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Counts the tokens of a request in a maker's own wire, where a host takes such requests as they are: the whole of it
/// travels in base64.
/// </summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelTokensRequest.html and recorded
/// requests.
/// </remarks>
internal sealed class InvocationTokenCounter(Protocol protocol) : TokenCounter
{
    public override string GetPath(ChatCall call) => InferenceProfile.CountTokensPathOf(call.Model);

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var request = new PooledBuffer(initialSize: 4096);
        protocol.WriteRequest(call, request);
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        json.WriteStartObject("input"u8);
        json.WriteStartObject("invokeModel"u8);
        json.WriteBase64String("body"u8, request.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
