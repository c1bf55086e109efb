using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// A request to a call: one content of the wire is one message, and <c>systemInstruction</c> is the first. The model and
/// whether to stream stand in the address; the caller adds them.
/// </summary>
internal sealed class GeminiRequestReader(string? issuer)
{
    private readonly GeminiPartReader _parts = new(issuer);

    public ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var members = GeminiName.Members(RequestBody.Parse(body));
        var messages = new List<ChatMessage>();
        if (members.Take("systemInstruction") is { ValueKind: not JsonValueKind.Undefined } system)
        {
            messages.Add(ReadSystem(members.Inside("systemInstruction", system)));
        }

        if (members.TryTake("contents", JsonValueKind.Object, out var only))
        {
            // A list of one may be that one, as protobuf's JSON parsers have it.
            var message = ReadContent(members.Inside("contents", only));
            message.AdditionalProperties = Spelling.Note(message.AdditionalProperties, GeminiProtocol.WireName, GeminiSpelling.Bare);
            messages.Add(message);
        }
        else
        {
            messages.AddRange(members.TakeObjects("contents").Select(ReadContent));
        }

        _parts.PutStateBack(messages);
        var options = GeminiSettingsReader.Read(members);
        var model = GeminiSpelling.ReadModel(members, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall
        {
            Model = model,
            Messages = messages,
            Options = options,
            OriginalBody = body,
        };
    }

    private ChatMessage ReadSystem(RequestMembers system) =>
        system.Source.AsText() is { } text ? new ChatMessage(ChatRole.System, text)
        : system.Source.ValueKind == JsonValueKind.Object ? Read(ChatRole.System, system)
        : throw system.Invalid("must be a content or a text");

    private ChatMessage ReadContent(RequestMembers members)
    {
        var role = members.TakeText("role");
        var message = Read(
            role switch
            {
                null or "user" => ChatRole.User,
                "model" => ChatRole.Assistant,
                "function" => ChatRole.Tool,
                _ => new ChatRole(role),
            },
            members);
        message.AdditionalProperties = members.Note(message.AdditionalProperties, GeminiSpelling.FunctionRole, role == "function");
        return message;
    }

    private ChatMessage Read(ChatRole role, RequestMembers members)
    {
        var message = new ChatMessage { Role = role };
        var parts = members.Take("parts");
        switch (parts.ValueKind)
        {
            case JsonValueKind.Array:
                var index = 0;
                foreach (var part in parts.EnumerateArray())
                {
                    message.Contents.Add(_parts.Read(members.Inside("parts", part, index++)));
                }

                break;
            case JsonValueKind.Object:
                message.Contents.Add(_parts.Read(members.Inside("parts", parts)));
                break;
            case JsonValueKind.Undefined:
                break;
            default:
                throw members.Invalid("parts", "must be an array of parts");
        }

        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        message.AdditionalProperties = members.Note(message.AdditionalProperties, GeminiSpelling.NoParts, message.Contents.Count == 0);
        return message;
    }
}
