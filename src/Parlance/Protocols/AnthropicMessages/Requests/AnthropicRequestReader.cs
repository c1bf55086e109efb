using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Reads an inbound request: one message of the wire is one message of the call, and <c>system</c> is the first.</summary>
internal sealed class AnthropicRequestReader(string? issuer)
{
    private readonly AnthropicContentReader _contents = new(issuer);

    public ChatCall Read(ReadOnlyMemory<byte> bytes)
    {
        var body = new RequestMembers(AnthropicMessagesProtocol.WireName, RequestBody.Parse(bytes));
        var messages = new List<ChatMessage>();
        if (body.Take("system") is { ValueKind: not JsonValueKind.Undefined } system)
        {
            messages.Add(new ChatMessage(ChatRole.System, _contents.Read(system, "system")));
        }

        if (!body.TryTake("messages", JsonValueKind.Array, out var array))
        {
            throw RequestBody.Invalid("messages", "must be an array of messages");
        }

        var index = 0;
        foreach (var message in array.EnumerateArray())
        {
            messages.Add(ReadMessage(message, $"messages[{index++}]"));
        }

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

    private ChatMessage ReadMessage(JsonElement source, string field)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw RequestBody.Invalid(field, "must be an object with a role and content");
        }

        var message = new RequestMembers(AnthropicMessagesProtocol.WireName, source);
        var role = message.Take("role").AsText() switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "system" => ChatRole.System,
            var other => throw RequestBody.Invalid($"{field}.role", $"is '{other}', not one of user, assistant and system"),
        };
        var read = new ChatMessage(role, _contents.Read(message.Take("content"), $"{field}.content"));
        if (role == ChatRole.System)
        {
            read.NoteInlineSystem();
        }

        read.AdditionalProperties = message.AddExtras(read.AdditionalProperties);
        return read;
    }
}
