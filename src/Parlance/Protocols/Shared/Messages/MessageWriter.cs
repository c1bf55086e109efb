using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Messages of a role, a content and tool calls. A message's members are role, name, reasoning, content, tool calls and
/// prefix; a tool's result is a message of its own. A wire says which content becomes which member, and overrides how
/// those members are written that it has in a form of its own.
/// </summary>
internal abstract partial class MessageWriter(RequestBodyWriter writer, MessageNames names)
{
    private const int MostOnStack = 32;

    protected RequestBodyWriter Writer => writer;

    protected MessageNames Names => names;

    /// <summary>What the receiver takes back of earlier answers: reasoning in words, and what came on this very wire.</summary>
    protected virtual ReplayTraits Traits => field ??= new()
    {
        IsState = static _ => false,
        IsBlock = (content, _, _) => WholeContent.WireOf(content) == writer.Wire,
    };

    public virtual void WriteAll()
    {
        writer.Json.WriteStartArray(names.Messages.Utf8);
        for (var i = 0; i < writer.Call.Messages.Count; i++)
        {
            Write(i);
        }

        writer.Json.WriteEndArray();
    }

    /// <summary>The member that a content becomes.</summary>
    /// <param name="content">The content.</param>
    /// <param name="message">The message that holds it.</param>
    /// <param name="before">The members that the contents before it become.</param>
    protected virtual MessageMembers Classify(AIContent content, ChatMessage message, MessageMembers before) => content switch
    {
        FunctionResultContent => MessageMembers.Result,
        FunctionCallContent => MessageMembers.ToolCalls,
        TextContent => MessageMembers.Content,
        _ when Decide(content, message.Role) is { Fate: ReplayFate.LeaveOut } replay => replay.Reason is null ? MessageMembers.None : MessageMembers.LeftOut,
        TextReasoningContent reasoning when IsReasoningMember(reasoning, message) => MessageMembers.Reasoning,
        _ => MessageMembers.Content,
    };

    protected Replay Decide(AIContent content, ChatRole role) => Replay.Decide(content, role, writer.Call, TraitsFor(content));

    /// <summary>The traits that count for a content.</summary>
    protected virtual ReplayTraits TraitsFor(AIContent content) => Traits;

    /// <summary>True for reasoning that stands in the message's own member for it.</summary>
    protected virtual bool IsReasoningMember(TextReasoningContent reasoning, ChatMessage message) => names.Reasoning is not null;

    /// <summary>The wire's word for the role of a message, or of what is left of it beside the results of tools.</summary>
    protected virtual string RoleOf(ChatMessage message, bool isRest) => isRest && message.Role == ChatRole.Tool ? ChatRole.User.Value : message.Role.Value;

    /// <summary>Writes the results of tools that a message holds.</summary>
    /// <returns>The bag of the message where what is left of it is to carry its extras; null where a result has.</returns>
    protected virtual AdditionalPropertiesDictionary? WriteResults(in ClassifiedMessage said)
    {
        var message = said.Message;
        var isAlone = message.Contents.Count == 1 && message.Role == ChatRole.Tool;
        for (var i = said.First(MessageMembers.Result); i >= 0; i = said.Next(MessageMembers.Result, i))
        {
            WriteResult((FunctionResultContent)message.Contents[i], isAlone ? message : null, said.Field[i], said.Field);
        }

        if (said.Count(MessageMembers.Result) < message.Contents.Count)
        {
            writer.Coerced(said.Field, "A tool's result is a message of its own on this wire; the message was split.");
        }
        else if (!isAlone)
        {
            writer.ReportExtras(message.AdditionalProperties, said.Field);
        }

        return message.AdditionalProperties;
    }

    /// <summary>The author's name as the receiver takes it.</summary>
    protected virtual string FitName(string name) => name;

    protected void WriteName(ChatMessage message, FieldPath field)
    {
        if (message.AuthorName is not { Length: > 0 } name)
        {
            return;
        }

        var fitted = FitName(name);
        if (fitted != name)
        {
            writer.Coerced(field.Of("AuthorName"), $"The receiver does not take the name '{name}'; '{fitted}' was sent.");
        }

        writer.Json.WriteString(names.Name.Utf8, fitted);
    }

    /// <summary>Writes what stands before the content.</summary>
    protected virtual void WriteReasoning(in ClassifiedMessage said)
    {
        ReportLeftOut(said);
        if (said.Join(MessageMembers.Reasoning) is { Length: > 0 } text)
        {
            writer.Json.WriteString(names.Reasoning!.Utf8, text);
        }

        for (var i = said.First(MessageMembers.Reasoning); i >= 0; i = said.Next(MessageMembers.Reasoning, i))
        {
            ReportState((TextReasoningContent)said.Message.Contents[i], said.Field[i]);
        }
    }

    /// <summary>Writes what stands beside the content and before the tool calls.</summary>
    protected virtual void WriteBesideContent(in ClassifiedMessage said)
    {
    }

    protected virtual void WriteToolCall(FunctionCallContent call, FieldPath field)
    {
        var start = writer.BeginObject();
        if (call.CallId.Length > 0 && !writer.IsSpelled(call.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString(names.Id.Utf8, call.CallId);
        }

        if (!writer.IsSpelled(call.AdditionalProperties, Spelling.NoType))
        {
            writer.Json.WriteString(names.Type.Utf8, "function"u8);
        }

        WriteNameAndArguments(call, names.Function.Utf8, names.Arguments.Utf8, call.AdditionalProperties);
        if (call.OpaqueState is not null)
        {
            writer.LeaveOutState(call, field);
        }

        writer.EndObject(start, call.AdditionalProperties, field);
    }

    /// <summary>Writes the object that says what is called: the arguments are the model's own text, byte for byte.</summary>
    protected void WriteNameAndArguments(FunctionCallContent call, ReadOnlySpan<byte> member, ReadOnlySpan<byte> arguments, AdditionalPropertiesDictionary? bag)
    {
        var start = writer.BeginObject(member);
        writer.Json.WriteString(names.Name.Utf8, call.Name);
        writer.WriteText(arguments, ToolCallArguments.ToJson(call));
        writer.EndNested(start, bag, member);
    }

    /// <summary>Writes what stands behind the tool calls.</summary>
    protected virtual void WriteEnd(in ClassifiedMessage said)
    {
        if (said.Message.IsPrefix && names.Prefix is { } prefix)
        {
            writer.Json.WriteBoolean(prefix.Utf8, true);
        }
        else if (said.Message.IsPrefix)
        {
            TurnShaper.ReportPrefix(writer.Call, said.Field);
        }
    }

    /// <summary>Reports what the receiver could not read.</summary>
    protected void ReportLeftOut(in ClassifiedMessage said)
    {
        for (var i = said.First(MessageMembers.LeftOut); i >= 0; i = said.Next(MessageMembers.LeftOut, i))
        {
            writer.Report(Decide(said.Message.Contents[i], said.Message.Role), said.Message.Contents[i], said.Field[i]);
        }
    }

    /// <summary>Reports the state of reasoning of which the wire takes the words alone.</summary>
    protected void ReportState(TextReasoningContent reasoning, FieldPath field) => writer.Report(Decide(reasoning, ChatRole.Assistant), reasoning, field);

    private void Write(int index)
    {
        var message = writer.Call.Messages[index];
        var count = message.Contents.Count;
        Span<MessageMembers> members = count <= MostOnStack ? stackalloc MessageMembers[MostOnStack] : new MessageMembers[count];
        var all = MessageMembers.None;
        for (var i = 0; i < count; i++)
        {
            members[i] = Classify(message.Contents[i], message, all);
            all |= members[i];
        }

        var said = new ClassifiedMessage(message, index, members[..count], all);
        if (!said.Has(MessageMembers.Result))
        {
            WriteMessage(said, message.AdditionalProperties, isRest: false);
            return;
        }

        var bag = WriteResults(said);
        if (said.Count(MessageMembers.Result) < count)
        {
            WriteMessage(said, bag, isRest: true);
        }
    }

    private void WriteMessage(in ClassifiedMessage said, AdditionalPropertiesDictionary? bag, bool isRest)
    {
        var start = writer.BeginObject();
        writer.Json.WriteString(names.Role.Utf8, RoleOf(said.Message, isRest));
        WriteName(said.Message, said.Field);
        WriteReasoning(said);
        WriteContent(said);
        WriteBesideContent(said);
        WriteToolCalls(said);
        WriteEnd(said);
        writer.EndObject(start, bag, said.Field);
    }

    private void WriteToolCalls(in ClassifiedMessage said)
    {
        if (!said.Has(MessageMembers.ToolCalls))
        {
            return;
        }

        writer.Json.WriteStartArray(names.ToolCalls.Utf8);
        for (var i = said.First(MessageMembers.ToolCalls); i >= 0; i = said.Next(MessageMembers.ToolCalls, i))
        {
            WriteToolCall((FunctionCallContent)said.Message.Contents[i], said.Field[i]);
        }

        writer.Json.WriteEndArray();
    }

    private void WriteResult(FunctionResultContent result, ChatMessage? message, FieldPath place, FieldPath field)
    {
        var start = writer.BeginObject();
        writer.Json.WriteString(names.Role.Utf8, "tool"u8);
        if (message is not null)
        {
            WriteName(message, field);
        }

        if (ToolResultText.PartsOf(result) is { } parts)
        {
            if (HasTextParts || WritesPartsOnly || parts.Exists(static part => part is not TextContent))
            {
                WriteParts(parts, place);
            }
            else
            {
                writer.WriteText(names.Content.Utf8, string.Concat(parts.Cast<TextContent>().Select(static part => part.Text)));
            }
        }
        else if (ToolResultText.Of(result) is { } text && (text.Length > 0 || !writer.IsSpelled(message?.AdditionalProperties, Spelling.NoContent)))
        {
            if (WritesPartsOnly)
            {
                WriteParts([new TextContent(text)], default);
            }
            else
            {
                writer.WriteText(names.Content.Utf8, text);
            }
        }

        if (result.CallId.Length > 0 && !writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString(names.ToolCallId.Utf8, result.CallId);
        }

        writer.ReportExtras(result.AdditionalProperties, place);
        writer.EndObject(start, message?.AdditionalProperties, field);
    }
}
