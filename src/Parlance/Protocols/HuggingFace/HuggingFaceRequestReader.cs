using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.HuggingFace;

/// <summary>A body to a call of one user message; the model stands in the address.</summary>
internal static class HuggingFaceRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var members = new RequestMembers(HuggingFaceProtocol.WireName, RequestBody.Parse(body));
        if (!members.TryTake("inputs", JsonValueKind.String, out var prompt))
        {
            throw members.Invalid("inputs", "must be a text");
        }

        var options = new ChatOptions();
        HuggingFaceFields.Settings.Read(members, options);
        ReadGrammar(members.Open(HuggingFaceFields.Parameters), options);
        var isStreaming = members.TakeTrue("stream");
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall
        {
            Model = "",
            Messages = [new ChatMessage(ChatRole.User, prompt.AsText())],
            Options = options,
            IsStreaming = isStreaming,
            OriginalBody = body,
        };
    }

    private static void ReadGrammar(RequestMembers parameters, ChatOptions options)
    {
        if (parameters.TryTake("grammar", value => value.Member("type"u8).AsText() == "json" && value.Member("value"u8).ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 2, out var grammar))
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(grammar.Member("value"u8));
        }
    }
}
