using System.Buffers;
using System.Text.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A response as one <c>response</c> object.</summary>
internal sealed class OpenAIResponsesBodyEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIResponsesEncoder(output, context)
{
    public override string ContentType => "application/json";

    protected override void OnFinish(in FinishInfo finish)
    {
        var (status, incompleteReason) = StatusOf(finish.Reason);
        WriteResponse(status, incompleteReason);
        Json.Flush();
    }

    protected override void OnAdded(OpenAIResponsesEncodedBlock item, JsonElement annotation)
    {
    }

    protected override void OnComplete(OpenAIResponsesEncodedBlock item)
    {
        if (TakeEnvelope(item) is { } envelope)
        {
            AddToOutput(envelope);
        }

        AddToOutput(item);
    }
}
