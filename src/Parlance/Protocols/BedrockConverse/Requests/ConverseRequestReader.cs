using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Reads an inbound request: one message of the wire is one message of the call, and <c>system</c> is the first.</summary>
internal sealed class ConverseRequestReader(string? issuer)
{
    private readonly ConversePartReader _contents = new(issuer);

    public ChatCall Read(ReadOnlyMemory<byte> bytes)
    {
        var body = new RequestMembers(ConverseProtocol.WireName, RequestBody.Parse(bytes));
        var messages = new List<ChatMessage>();
        if (body.Find("system") is { ValueKind: JsonValueKind.Array } system && system.GetArrayLength() > 0)
        {
            messages.Add(new ChatMessage(ChatRole.System, _contents.Take(body, "system")));
        }

        messages.AddRange(body.TakeObjects("messages").Select(ReadMessage));
        return new ChatCall
        {
            // The model stands in the address; bodies that SDKs have written down name it too.
            Model = body.Find("modelId").AsText() ?? "",
            Messages = messages,
            Options = ConverseSettingsReader.Read(body),
            OriginalBody = bytes,
        };
    }

    private ChatMessage ReadMessage(RequestMembers message)
    {
        var role = message.Take("role").AsText() switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            var other => throw message.Invalid("role", $"is '{other}', neither user nor assistant"),
        };
        var read = new ChatMessage(role, _contents.Take(message, "content"));
        read.AdditionalProperties = message.AddExtras(read.AdditionalProperties);
        return read;
    }
}
