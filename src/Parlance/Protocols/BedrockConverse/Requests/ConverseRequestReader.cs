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
        var body = new RequestMembers(ConverseProtocol.WireName, RequestBody.Parse(bytes));
        var messages = new List<ChatMessage>();
        if (body.TryTake("system", static system => system.ValueKind == JsonValueKind.Array && system.GetArrayLength() > 0, out var system))
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

        return new ChatCall
        {
            // The model stands in the address; bodies that SDKs have written down name it too.
            Model = body.Find("modelId").AsText() ?? "",
            Messages = messages,
            Options = ConverseSettingsReader.Read(body),
            OriginalBody = bytes,
        };
    }

    private ChatMessage ReadMessage(JsonElement source, string field)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw RequestBody.Invalid(field, "must be an object with a role and content");
        }

        var message = new RequestMembers(ConverseProtocol.WireName, source);
        var role = message.Take("role").AsText() switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            var other => throw RequestBody.Invalid($"{field}.role", $"is '{other}', neither user nor assistant"),
        };
        if (!message.TryTake("content", JsonValueKind.Array, out var content))
        {
            throw RequestBody.Invalid($"{field}.content", "must be an array of blocks");
        }

        var read = new ChatMessage(role, _contents.Read(content, $"{field}.content"));
        read.AdditionalProperties = message.AddExtras(read.AdditionalProperties);
        return read;
    }
}
