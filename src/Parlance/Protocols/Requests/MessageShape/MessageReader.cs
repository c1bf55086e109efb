using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.MessageShape;

/// <summary>Messages of a role, a content and tool calls. What the parts of a content look like is the wire's own.</summary>
internal abstract class MessageReader(MessageNames names, string? issuer)
{
    private readonly CallPairing _calls = new();

    /// <summary>Takes the messages out of the object that holds them.</summary>
    /// <exception cref="LlmException">A member is not what the wire makes of it; the message names it.</exception>
    public List<ChatMessage> Take(RequestMembers members) => members.TakeObjects(names.Messages).ConvertAll(Read);

    /// <summary>Reads one part of a content; null for one that is kept whole.</summary>
    protected abstract AIContent? ReadPart(RequestMembers part);

    private ChatMessage Read(RequestMembers members)
    {
        var role = members.TakeText(names.Role) ?? throw members.Invalid(names.Role, "must be a role");
        var message = new ChatMessage { Role = new ChatRole(role), AuthorName = members.TakeText(names.Name), Contents = [] };
        if (names.Reasoning is { } member && members.TakeText(member) is { } reasoning)
        {
            message.Contents.Add(new TextReasoningContent(reasoning) { WireType = $"{members.Wire}:{member}" });
        }

        ReadContent(message, members);
        ReadCalls(message, members);
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
            content = parts.ConvertAll(part => ReadOrKeep(members.Inside(names.Parts, part)));
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

    private AIContent ReadOrKeep(RequestMembers part)
    {
        if (part.Source.ValueKind != JsonValueKind.Object || ReadPart(part) is not { } content)
        {
            return WholeContent.Keep(part.Wire, part.Source, part.Source.Member("type"u8).AsText() ?? "", issuer);
        }

        content.AdditionalProperties = part.AddExtras(content.AdditionalProperties);
        return content;
    }

    private void ReadCalls(ChatMessage message, RequestMembers members)
    {
        foreach (var (index, call) in members.TakeArray(names.ToolCalls).Index())
        {
            message.Contents.Add(FunctionCalls.Read(names, _calls, members.Inside(names.ToolCalls, call, index)));
        }
    }
}
