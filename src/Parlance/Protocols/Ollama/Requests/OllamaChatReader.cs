using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>A request of <c>/api/chat</c> to a call. One message of the wire becomes one message.</summary>
internal sealed class OllamaChatReader(string wire)
{
    private readonly CallPairing _calls = new();

    public ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var source = RequestBody.Parse(body);
        var members = new WireMembers(wire, source);
        if (!members.TryTake("messages", value => value.ValueKind == JsonValueKind.Array, out var array))
        {
            throw RequestBody.Invalid("messages", "must be an array of messages");
        }

        var messages = new List<ChatMessage>(array.GetArrayLength());
        foreach (var message in array.EnumerateArray())
        {
            messages.Add(ReadMessage(message, string.Create(CultureInfo.InvariantCulture, $"messages[{messages.Count}]")));
        }

        var tools = members.TakeArray("tools", WireMembers.IsNonEmptyObject);
        var settings = OllamaSettingsReader.Read(members);
        if (tools.ValueKind == JsonValueKind.Array)
        {
            settings.Options.Tools = [.. tools.EnumerateArray().Select(tool => OllamaTools.Read(wire, tool))];
        }

        return new ChatCall
        {
            Model = settings.Model,
            Messages = messages,
            Options = settings.Options,
            IsStreaming = settings.IsStreaming,
            OriginalBody = body,
        };
    }

    private ChatMessage ReadMessage(JsonElement source, string path)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw RequestBody.Invalid(path, "must be an object");
        }

        var members = new WireMembers(wire, source);
        var message = new ChatMessage
        {
            Role = new ChatRole(members.TakeText("role") ?? throw RequestBody.Invalid($"{path}.role", "must be a role")),
        };
        if (members.TakeText("thinking") is { } thinking)
        {
            message.Contents.Add(new TextReasoningContent(thinking));
        }

        ReadContent(message, members, source, path);
        var images = members.TakeArray("images", _ => true);
        if (images.ValueKind == JsonValueKind.Array)
        {
            var number = 0;
            foreach (var image in images.EnumerateArray())
            {
                message.Contents.Add(OllamaImages.Read(image, string.Create(CultureInfo.InvariantCulture, $"{path}.images[{number++}]")));
            }
        }

        ReadCalls(message, members, path);
        message.AdditionalProperties = Bag.Set(message.AdditionalProperties, WireExtras.Key, members.Rest());
        return message;
    }

    private void ReadContent(ChatMessage message, WireMembers members, JsonElement source, string path)
    {
        var text = members.TryTake("content", value => value.ValueKind == JsonValueKind.String, out var content) ? content.AsText() : null;
        if (text is null)
        {
            if (source.TryGetMember("content"u8, out _))
            {
                throw RequestBody.Invalid($"{path}.content", "must be a string");
            }

            message.AdditionalProperties = OllamaShape.Note(message.AdditionalProperties, OllamaShape.NoContent);
        }

        if (message.Role == ChatRole.Tool)
        {
            message.Contents.Add(ReadResult(members, source, text));
        }
        else if (!string.IsNullOrEmpty(text))
        {
            message.Contents.Add(new TextContent(text));
        }
    }

    private FunctionResultContent ReadResult(WireMembers members, JsonElement source, string? text)
    {
        var id = members.TakeText("tool_call_id");
        var name = source.Member("tool_name"u8).AsText();
        var result = new FunctionResultContent(_calls.Answer(id, name), text);
        if (id is null)
        {
            result.AdditionalProperties = OllamaShape.Note(result.AdditionalProperties, OllamaShape.NoId);
        }

        if (name is not null && name == _calls.FindName(result.CallId))
        {
            members.TakeText("tool_name");
        }
        else
        {
            // Either the wire names no tool, or one that was never called: the name then stays among the extras.
            result.AdditionalProperties = OllamaShape.Note(result.AdditionalProperties, OllamaShape.NoName);
        }

        return result;
    }

    private void ReadCalls(ChatMessage message, WireMembers members, string path)
    {
        var calls = members.TakeArray("tool_calls", _ => true);
        if (calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var number = 0;
        foreach (var call in calls.EnumerateArray())
        {
            message.Contents.Add(OllamaCalls.Read(call, number, wire, _calls)
                ?? throw RequestBody.Invalid(string.Create(CultureInfo.InvariantCulture, $"{path}.tool_calls[{number}].function.name"), "must name a tool"));
            number++;
        }
    }
}
