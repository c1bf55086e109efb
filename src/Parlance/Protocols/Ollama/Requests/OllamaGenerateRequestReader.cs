using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// A request of <c>/api/generate</c> to a call: the system prompt, where there is one, and one message of the user.
/// </summary>
internal static class OllamaGenerateRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var members = new RequestMembers(OllamaGenerateProtocol.WireName, RequestBody.Parse(body));
        var messages = new List<ChatMessage>(2);
        if (members.TakeText("system") is { } system)
        {
            messages.Add(new ChatMessage(ChatRole.System, system));
        }

        messages.Add(ReadPrompt(members));
        var settings = OllamaSettingsReader.Read(members);
        return new ChatCall
        {
            Model = settings.Model,
            Messages = messages,
            Options = settings.Options,
            IsStreaming = settings.IsStreaming,
            OriginalBody = body,
        };
    }

    private static ChatMessage ReadPrompt(RequestMembers members)
    {
        var message = new ChatMessage { Role = ChatRole.User };
        if (!members.TryTake("prompt", JsonValueKind.String, out var prompt))
        {
            message.AdditionalProperties = members.Note(message.AdditionalProperties, OllamaSpelling.NoPrompt);
        }
        else if (prompt.AsText() is { Length: > 0 } text)
        {
            message.Contents.Add(new TextContent(text));
        }

        OllamaImages.Take(members, message);
        return message;
    }
}
