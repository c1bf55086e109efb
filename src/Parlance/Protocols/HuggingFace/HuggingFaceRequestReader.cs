using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.HuggingFace;

/// <summary>A body to a call of one user message; the model stands in the address.</summary>
internal static class HuggingFaceRequestReader
{
    private const string Wire = HuggingFaceProtocol.WireName;

    public static ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var members = new WireMembers(Wire, RequestBody.Parse(body));
        if (!members.TryTake("inputs", value => value.ValueKind == JsonValueKind.String, out var prompt))
        {
            throw RequestBody.Invalid("inputs", "must be a text");
        }

        var options = new ChatOptions();
        var parameters = members.TryTake("parameters", value => value.ValueKind == JsonValueKind.Object, out var source)
            ? ReadParameters(members.Inside(source), options)
            : default;
        var isStreaming = members.TryTake("stream", value => value.ValueKind == JsonValueKind.True, out _);
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, members.Rest(("parameters", parameters)));
        return new ChatCall
        {
            Model = "",
            Messages = [new ChatMessage(ChatRole.User, prompt.AsText())],
            Options = options,
            IsStreaming = isStreaming,
            OriginalBody = body,
        };
    }

    private static JsonElement ReadParameters(WireMembers parameters, ChatOptions options)
    {
        options.MaxOutputTokens = parameters.TakeCount("max_new_tokens");
        options.Temperature = parameters.TakeNumber("temperature");
        options.TopP = parameters.TakeNumber("top_p");
        options.TopK = parameters.TakeCount("top_k");
        options.FrequencyPenalty = parameters.TakeNumber("frequency_penalty");
        options.Seed = parameters.TakeInteger("seed");
        options.TopLogProbs = parameters.TakeInteger("top_n_tokens");
        if (parameters.TakeArray("stop", value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.Array } stop)
        {
            options.StopSequences = [.. stop.EnumerateArray().Select(text => text.AsText()!)];
        }

        if (parameters.TryTake("grammar", value => value.Member("type"u8).AsText() == "json" && value.Member("value"u8).ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 2, out var grammar))
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(grammar.Member("value"u8));
        }

        return parameters.Rest();
    }
}
