using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>A request of <c>/api/chat</c> to a call. One message of the wire becomes one message.</summary>
internal sealed class OllamaRequestReader(string wire)
{
    private readonly ToolCallIds _calls = new(ToolCallIdFormat.Narrow);
    private readonly ReturnedState _state = new(issuer: null);

    public ChatCall Read(ReadOnlyMemory<byte> body)
    {
        var members = new RequestMembers(wire, RequestBody.Parse(body));
        var messages = members.TakeObjects("messages").ConvertAll(ReadMessage);
        _state.PutBack(messages);
        var tools = FunctionTools.Take(MessageNames.SnakeCase, members);
        var settings = OllamaSettingsReader.Read(members);
        settings.Options.Tools = tools;
        return new ChatCall
        {
            Model = settings.Model,
            Messages = messages,
            Options = settings.Options,
            IsStreaming = settings.IsStreaming,
            OriginalBody = body,
        };
    }

    private ChatMessage ReadMessage(RequestMembers members)
    {
        var message = new ChatMessage
        {
            Role = new ChatRole(members.TakeText("role") ?? throw members.Invalid("role", "must be a role")),
        };
        if (members.TakeText("thinking") is { } thinking)
        {
            message.Contents.Add(new TextReasoningContent(thinking));
        }

        ReadContent(message, members);
        OllamaImages.Take(members, message);
        ReadCalls(message, members);
        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        return message;
    }

    private void ReadContent(ChatMessage message, RequestMembers members)
    {
        var text = members.TryTake("content", JsonValueKind.String, out var content) ? content.AsText() : null;
        if (text is null)
        {
            if (members.Has("content"))
            {
                throw members.Invalid("content", "must be a string");
            }

            message.AdditionalProperties = members.Note(message.AdditionalProperties, Spelling.NoContent);
        }

        if (message.Role == ChatRole.Tool)
        {
            message.Contents.Add(ReadResult(members, text));
        }
        else if (!string.IsNullOrEmpty(text))
        {
            message.Contents.Add(new TextContent(text));
        }
    }

    private FunctionResultContent ReadResult(RequestMembers members, string? text)
    {
        var id = members.TakeText("tool_call_id");
        var name = members.Find("tool_name").AsText();
        var result = new FunctionResultContent(_calls.Answer(id, name), text);
        result.AdditionalProperties = members.Note(result.AdditionalProperties, Spelling.NoId, id is null);
        if (name is not null && name == _calls.FindName(result.CallId))
        {
            members.Take("tool_name");
        }
        else
        {
            // Either the wire names no tool, or one that was never called: the name then stays among the extras.
            result.AdditionalProperties = members.Note(result.AdditionalProperties, OllamaSpelling.NoName);
        }

        return result;
    }

    private void ReadCalls(ChatMessage message, RequestMembers members)
    {
        foreach (var (index, call) in members.TakeArray("tool_calls").Index())
        {
            message.Contents.Add(OllamaToolCalls.Read(members.Inside("tool_calls", call, index), index, _calls, _state));
        }
    }
}
