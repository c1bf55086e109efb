using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.MessageShape;

/// <summary>Messages of a role, a content and tool calls. What the parts of a content look like is the wire's own.</summary>
internal abstract class MessageReader(string wire, MessageNames names, string? issuer)
{
    private readonly CallPairing _calls = new();

    /// <summary>Takes the messages out of the object that holds them.</summary>
    /// <exception cref="LlmException">A member is not what the wire makes of it; the message names it.</exception>
    public List<ChatMessage> Take(RequestMembers members)
    {
        if (!members.TryTake(names.Messages, JsonValueKind.Array, out var array))
        {
            throw RequestBody.Invalid(names.Messages, "must be an array of messages");
        }

        var messages = new List<ChatMessage>(array.GetArrayLength());
        foreach (var message in array.EnumerateArray())
        {
            messages.Add(Read(message, string.Create(CultureInfo.InvariantCulture, $"{names.Messages}[{messages.Count}]")));
        }

        return messages;
    }

    /// <summary>Reads one part of a content; null for one that is kept whole.</summary>
    protected abstract AIContent? ReadPart(JsonElement part);

    private ChatMessage Read(JsonElement source, string path)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw RequestBody.Invalid(path, "must be an object");
        }

        var members = new RequestMembers(wire, source);
        var role = members.TakeText(names.Role) ?? throw RequestBody.Invalid($"{path}.{names.Role}", "must be a role");
        var message = new ChatMessage { Role = new ChatRole(role), AuthorName = members.TakeText(names.Name), Contents = [] };
        if (names.Reasoning is { } member && members.TakeText(member) is { } reasoning)
        {
            message.Contents.Add(new TextReasoningContent(reasoning) { WireType = $"{wire}:{member}" });
        }

        ReadContent(message, members);
        ReadCalls(message, members, path);
        message.IsPrefix = names.Prefix is { } prefix && members.TakeTrue(prefix);
        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        return message;
    }

    private void ReadContent(ChatMessage message, RequestMembers members)
    {
        object? content = null;
        if (members.TryTake(names.Content, JsonValueKind.String, out var text))
        {
            content = text.AsText();
        }
        else if (members.TakeArray(names.Parts) is { Count: > 0 } parts)
        {
            content = parts.ConvertAll(KeepPart);
            message.AdditionalProperties = members.Note(message.AdditionalProperties, Spelling.Parts);
        }
        else
        {
            message.AdditionalProperties = members.Note(message.AdditionalProperties, Spelling.NoContent);
        }

        if (message.Role == ChatRole.Tool)
        {
            message.Contents.Add(ReadResult(members, message.AuthorName, content));
        }
        else if (content is string { Length: > 0 } said)
        {
            message.Contents.Add(new TextContent(said));
        }
        else if (content is List<AIContent> several)
        {
            foreach (var part in several)
            {
                message.Contents.Add(part);
            }
        }
    }

    private FunctionResultContent ReadResult(RequestMembers members, string? name, object? content)
    {
        var id = members.TakeText(names.ToolCallId);
        var result = new FunctionResultContent(_calls.TryAnswer(id, name) ?? "", content);
        result.AdditionalProperties = members.Note(result.AdditionalProperties, Spelling.NoId, id is null);
        return result;
    }

    private AIContent KeepPart(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object && ReadPart(part) is { } content)
        {
            return content;
        }

        return WholeContent.Keep(wire, part, part.Member("type"u8).AsText() ?? "", issuer);
    }

    private void ReadCalls(ChatMessage message, RequestMembers members, string path)
    {
        var number = 0;
        foreach (var call in members.TakeArray(names.ToolCalls))
        {
            message.Contents.Add(FunctionCalls.Read(wire, names, _calls, call, string.Create(CultureInfo.InvariantCulture, $"{path}.{names.ToolCalls}[{number++}]")));
        }
    }
}
