using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Reads an inbound request: one message of the wire is one message of the call, and <c>system</c> is the first.</summary>
internal sealed class AnthropicRequestReader(string? issuer)
{
    private readonly AnthropicPartReader _contents = new(issuer);

    public ChatCall Read(ReadOnlyMemory<byte> bytes)
    {
        var body = new RequestMembers(AnthropicMessagesProtocol.WireName, RequestBody.Parse(bytes));
        var messages = new List<ChatMessage>();
        if (body.Has("system"))
        {
            messages.Add(new ChatMessage(ChatRole.System, _contents.Take(body, "system")));
        }

        messages.AddRange(body.TakeObjects("messages").Select(ReadMessage));
        _contents.PutStateBack(messages);
        var model = body.TakeText("model") ?? "";
        var isStreaming = body.TakeFlag("stream") == true;
        return new ChatCall
        {
            Model = model,
            Messages = messages,
            Options = AnthropicSettingsReader.Read(body),
            IsStreaming = isStreaming,
            OriginalBody = bytes,
        };
    }

    private ChatMessage ReadMessage(RequestMembers message)
    {
        var role = message.Take("role").AsText() switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "system" => ChatRole.System,
            var other => throw message.Invalid("role", $"is '{other}', not one of user, assistant and system"),
        };
        var read = new ChatMessage(role, _contents.Take(message, "content"));
        if (role == ChatRole.System)
        {
            read.NoteInlineSystem();
        }

        read.AdditionalProperties = message.AddExtras(read.AdditionalProperties);
        return read;
    }
}
