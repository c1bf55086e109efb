using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A response as one <c>response</c> object.</summary>
internal sealed class OpenAIResponsesBodyEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIResponsesEncoder(output, context)
{
    public override string ContentType => "application/json";

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        var (status, incompleteReason) = StatusOf(reason);
        WriteResponse(status, incompleteReason);
        Json.Flush();
    }

    public override void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Json.WriteStartObject();
        OpenAIErrors.Write(Json, error);
        Json.WriteEndObject();
        Json.Flush();
    }

    protected override void OnBegin(EncodedItem item)
    {
    }

    protected override void OnDelta(EncodedItem item, ReadOnlySpan<byte> utf8)
    {
    }

    protected override void OnAnnotation(EncodedItem item, JsonElement annotation)
    {
    }

    protected override void OnState(EncodedItem item)
    {
    }

    protected override void OnEnd(EncodedItem item) => AddToOutput(item);
}
