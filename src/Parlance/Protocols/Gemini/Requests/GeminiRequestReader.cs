using System.Globalization;
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
            messages.Add(ReadSystem(system));
        }

        if (members.TryTake("contents", JsonValueKind.Object, out var only))
        {
            // A list of one may be that one, as protobuf's JSON parsers have it.
            var message = ReadContent(only, "contents");
            message.AdditionalProperties = Spelling.Note(message.AdditionalProperties, GeminiProtocol.WireName, GeminiSpelling.Bare);
            messages.Add(message);
        }
        else if (members.TryTake("contents", JsonValueKind.Array, out var contents))
        {
            var index = 0;
            foreach (var content in contents.EnumerateArray())
            {
                messages.Add(ReadContent(content, string.Create(CultureInfo.InvariantCulture, $"contents[{index++}]")));
            }
        }
        else
        {
            throw Invalid("contents", "must be an array of contents");
        }

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

    public static LlmException Invalid(string field, string message) => new(LlmErrorKind.InvalidRequest, $"{field}: {message}.");

    private ChatMessage ReadSystem(JsonElement system)
    {
        if (system.AsText() is { } text)
        {
            return new ChatMessage(ChatRole.System, text);
        }

        if (system.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("systemInstruction", "must be a content or a text");
        }

        return Read(ChatRole.System, GeminiName.Members(system), "systemInstruction");
    }

    private ChatMessage ReadContent(JsonElement source, string field)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(field, "must be an object with a role and parts");
        }

        var members = GeminiName.Members(source);
        var role = members.TakeText("role");
        var message = Read(
            role switch
            {
                null or "user" => ChatRole.User,
                "model" => ChatRole.Assistant,
                "function" => ChatRole.Tool,
                _ => new ChatRole(role),
            },
            members,
            field);
        message.AdditionalProperties = members.Note(message.AdditionalProperties, GeminiSpelling.FunctionRole, role == "function");
        return message;
    }

    private ChatMessage Read(ChatRole role, RequestMembers members, string field)
    {
        var message = new ChatMessage { Role = role };
        var parts = members.Take("parts");
        switch (parts.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var part in parts.EnumerateArray())
                {
                    message.Contents.Add(_parts.Read(part, field));
                }

                break;
            case JsonValueKind.Object:
                message.Contents.Add(_parts.Read(parts, field));
                break;
            case JsonValueKind.Undefined:
                break;
            default:
                throw Invalid($"{field}.parts", "must be an array of parts");
        }

        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        message.AdditionalProperties = members.Note(message.AdditionalProperties, GeminiSpelling.NoParts, message.Contents.Count == 0);
        return message;
    }
}
