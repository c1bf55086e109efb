using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>An inbound Responses request to a call: one message for the instructions, then one for each input item.</summary>
internal static class OpenAIResponsesRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new RequestMembers(OpenAIResponsesSpelling.Wire, RequestBody.Parse(body));
        var messages = new List<ChatMessage>();
        if (members.TakeText("instructions") is { } instructions)
        {
            var message = new ChatMessage(ChatRole.System, instructions);
            message.WireRole = OpenAIResponsesSpelling.Instructions;
            messages.Add(message);
        }

        ReadInput(members, messages, issuer);
        var model = members.TakeText("model") ?? "";
        var isStreaming = members.TakeFlag("stream") ?? false;
        var options = new ChatOptions();
        OpenAIResponsesSettingsReader.Read(members, options);
        OpenAIResponsesToolReader.Read(members, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall
        {
            Model = model,
            Messages = messages,
            Options = options,
            IsStreaming = isStreaming,
            OriginalBody = body,
        };
    }

    private static void ReadInput(RequestMembers members, List<ChatMessage> messages, string? issuer)
    {
        switch (members.Find("input").ValueKind)
        {
            case JsonValueKind.String:
                var message = new ChatMessage(ChatRole.User, members.Take("input").AsText());
                message.WireRole = OpenAIResponsesSpelling.BareInput;
                messages.Add(message);
                break;
            case JsonValueKind.Array:
                var returned = new ReturnedState(issuer);
                messages.AddRange(members.TakeObjects("input").Select(item => OpenAIResponsesItemReader.Read(item, returned)));
                returned.PutBack(messages);
                break;
            case JsonValueKind.Undefined:
                // A stored prompt or conversation can hold all that there is to say.
                break;
            default:
                throw members.Invalid("input", "must be a string or an array of items");
        }
    }
}
