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
        var body = RequestBody.Parse(bytes);
        var messages = new List<ChatMessage>();
        if (body.TryGetMember("system"u8, out var system))
        {
            messages.Add(new ChatMessage(ChatRole.System, _contents.Read(system, "system")));
        }

        if (!body.TryGetMember("messages"u8, out var array) || array.ValueKind != JsonValueKind.Array)
        {
            throw Invalid("messages", "must be an array of messages");
        }

        var index = 0;
        foreach (var message in array.EnumerateArray())
        {
            messages.Add(ReadMessage(message, $"messages[{index++}]"));
        }

        return new ChatCall
        {
            Model = body.Member("model"u8).AsText() ?? "",
            Messages = messages,
            Options = AnthropicSettingsReader.Read(body),
            IsStreaming = body.Member("stream"u8).ValueKind == JsonValueKind.True,
            OriginalBody = bytes,
        };
    }

    public static LlmException Invalid(string field, string message) => new(LlmErrorKind.InvalidRequest, $"{field}: {message}.");

    private ChatMessage ReadMessage(JsonElement message, string field)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(field, "must be an object with a role and content");
        }

        var role = message.Member("role"u8).AsText() switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "system" => ChatRole.System,
            var other => throw Invalid($"{field}.role", $"'{other}' is not one of user, assistant and system"),
        };
        var read = new ChatMessage(role, _contents.Read(message.Member("content"u8), $"{field}.content"))
        {
            IsInlineSystem = role == ChatRole.System,
        };
        read.AdditionalProperties = Bag.Set(
            read.AdditionalProperties,
            WireExtras.Key,
            WireExtras.Gather(AnthropicMessagesProtocol.WireName, message, static (name, _) => name is "role" or "content"));
        return read;
    }
}
