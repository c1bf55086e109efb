using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Messages of a role, a content and tool calls. What the parts of a content look like is the wire's own.</summary>
internal abstract class MessageReader(MessageNames names, string? issuer)
{
    protected MessageNames Names => names;

    /// <summary>Who made what the model said before.</summary>
    protected string? Issuer => issuer;

    protected ToolCallIds ToolCalls { get; } = new(ToolCallIdFormat.Narrow);

    /// <summary>Takes the messages out of the object that holds them.</summary>
    /// <exception cref="LlmException">A member is not what the wire makes of it; the message names it.</exception>
    public List<ChatMessage> Take(RequestMembers members) => members.TakeObjects(names.Messages).ConvertAll(Read);

    /// <summary>Reads one part of a content; null for one that is kept whole.</summary>
    protected abstract AIContent? ReadPart(RequestMembers part);

    /// <summary>Reads what stands in front of the content.</summary>
    protected virtual void ReadReasoning(ChatMessage message, RequestMembers members)
    {
        if (names.Reasoning is { } member && members.TakeText(member) is { } reasoning)
        {
            message.Contents.Add(new TextReasoningContent(reasoning) { WireType = $"{members.Wire}:{member}" });
        }
    }

    /// <summary>Reads what stands beside the content and before the tool calls.</summary>
    protected virtual void ReadBesideContent(ChatMessage message, RequestMembers members)
    {
    }

    protected virtual void ReadToolCalls(ChatMessage message, RequestMembers members)
    {
        foreach (var (index, call) in members.TakeArray(names.ToolCalls).Index())
        {
            var inside = members.Inside(names.ToolCalls, call, index);
            var read = ReadToolCall(inside);
            read.AdditionalProperties = inside.AddExtras(read.AdditionalProperties);
            message.Contents.Add(read);
        }
    }

    /// <summary>Reads a tool call: <c>{"id", "type", "function": {"name", "arguments"}}</c>, the arguments a text.</summary>
    /// <exception cref="LlmException">It names no tool.</exception>
    protected virtual FunctionCallContent ReadToolCall(RequestMembers members)
    {
        var function = members.Open(names.Function);
        var name = function.TakeText(names.Name) ?? throw function.Invalid(names.Name, "must name a tool");
        var call = CreateToolCall(members, name, function.TryTake(names.Arguments, JsonValueKind.String, out var text) ? text.AsText()! : "");
        call.AdditionalProperties = members.Note(call.AdditionalProperties, Spelling.NoType, !members.TryTake(names.Type, FunctionTools.IsFunction, out _));
        return call;
    }

    /// <summary>A call with the id of its object, or one made for it.</summary>
    protected FunctionCallContent CreateToolCall(RequestMembers members, string name, string arguments)
    {
        var id = members.TakeText(names.Id);
        var call = ToolCallArguments.CreateCall(ToolCalls.AddCall(id, name), name, arguments);
        call.AdditionalProperties = members.Note(call.AdditionalProperties, Spelling.NoId, id is null);
        return call;
    }

    /// <summary>The result that a message holds. Some hosts take it without an id: it then answers the calls in their order.</summary>
    protected virtual FunctionResultContent ReadResult(ChatMessage message, RequestMembers members, object? content)
    {
        var id = members.TakeText(names.ToolCallId);
        var result = new FunctionResultContent(ToolCalls.TryAnswer(id, message.AuthorName) ?? "", content);
        result.AdditionalProperties = members.Note(result.AdditionalProperties, Spelling.NoId, id is null);
        return result;
    }

    /// <summary>The role of a message, as everybody calls it.</summary>
    protected virtual ChatRole ToRole(string role) => new(role);

    protected virtual bool ReadPrefix(ChatMessage message, RequestMembers members) => names.Prefix is { } prefix && members.TakeTrue(prefix);

    private ChatMessage Read(RequestMembers members)
    {
        var role = members.TakeText(names.Role) ?? throw members.Invalid(names.Role, "must be a role");
        var message = new ChatMessage { Role = ToRole(role), AuthorName = members.TakeText(names.Name), Contents = [] };
        if (message.Role.Value != role)
        {
            message.WireRole = role;
        }

        ReadReasoning(message, members);
        ReadContent(message, members);
        ReadBesideContent(message, members);
        ReadToolCalls(message, members);
        message.IsPrefix = ReadPrefix(message, members);
        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        return message;
    }

    private void ReadContent(ChatMessage message, RequestMembers members)
    {
        object? content = members.TryTake(names.Content, JsonValueKind.String, out var text) ? text.AsText() : ReadParts(members);
        if (names.KeepsSpelling && content is not string)
        {
            message.AdditionalProperties = members.Note(message.AdditionalProperties, content is null ? Spelling.NoContent : Spelling.Parts);
        }

        if (message.Role == ChatRole.Tool)
        {
            message.Contents.Add(ReadResult(message, members, content));
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

    private List<AIContent>? ReadParts(RequestMembers members)
    {
        if (members.Find(names.Parts) is not { ValueKind: JsonValueKind.Array } array || (names.KeepsSpelling && array.GetArrayLength() == 0))
        {
            return null;
        }

        members.Take(names.Parts);
        var parts = new List<AIContent>(array.GetArrayLength());
        foreach (var part in array.EnumerateArray())
        {
            parts.Add(ReadOrKeep(members.Inside(names.Parts, part)));
        }

        return parts;
    }

    private AIContent ReadOrKeep(RequestMembers part)
    {
        if (part.Source.AsText() is { } bare && !names.KeepsSpelling)
        {
            return new TextContent(bare);
        }

        if (part.Source.ValueKind != JsonValueKind.Object || ReadPart(part) is not { } content)
        {
            return WholeContent.Keep(part.Wire, part.Source, part.Source.Member("type"u8).AsText() ?? "", issuer);
        }

        content.AdditionalProperties = part.AddExtras(content.AdditionalProperties);
        return content;
    }
}
