using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Reads an inbound request: one message of the wire is one message of the call, and <c>system</c> is the first.</summary>
internal sealed class ConverseRequestReader(string? issuer)
{
    private readonly ConverseContentReader _contents = new(issuer);

    public ChatCall Read(ReadOnlyMemory<byte> bytes)
    {
        var body = RequestBody.Parse(bytes);
        var messages = new List<ChatMessage>();
        if (body.Member("system"u8) is { ValueKind: JsonValueKind.Array } system && system.GetArrayLength() > 0)
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
            // The model stands in the address; bodies that SDKs have written down name it too.
            Model = body.Member("modelId"u8).AsText() ?? "",
            Messages = messages,
            Options = ConverseSettingsReader.Read(body),
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
            var other => throw Invalid($"{field}.role", $"'{other}' is not one of user and assistant"),
        };
        if (!message.TryGetMember("content"u8, out var content) || content.ValueKind != JsonValueKind.Array)
        {
            throw Invalid($"{field}.content", "must be an array of blocks");
        }

        var read = new ChatMessage(role, _contents.Read(content, $"{field}.content"));
        read.AdditionalProperties = Bag.Set(
            read.AdditionalProperties,
            WireExtras.Key,
            WireExtras.Gather(ConverseProtocol.WireName, message, static (name, _) => name is "role" or "content"));
        return read;
    }
}
