using System.Buffers;
using System.Text.Json;
using Parlance;
using Parlance.Protocols;
using Parlance.Responses;

namespace Outside.Errors;

/// <summary>A third party's wire whose error bodies only it can read.</summary>
/// <param name="readError">Its reader of errors.</param>
internal sealed class HouseProtocol(Func<ErrorResponse, LlmException> readError) : Protocol
{
    public override string Wire => "house";

    public override string? ModelsPath => "/models";

    public override string GetPath(ChatCall call) => "/ask";

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("model", call.Model);
        json.WriteEndObject();
    }

    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => throw new NotSupportedException("Only its errors are read here.");

    public override LlmException ReadError(ErrorResponse response) => readError(response);
}
