using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.MessageShape;

/// <summary>
/// Messages of a role, a content and tool calls. A message's members are role, name, reasoning, content, tool calls,
/// prefix and tool call id; a tool's result is a message of its own.
/// </summary>
internal abstract class MessageWriter(RequestBodyWriter writer, MessageNames names)
{
    protected RequestBodyWriter Writer => writer;

    protected MessageNames Names => names;

    /// <summary>True where this call's contents are written as arrays of parts throughout.</summary>
    protected virtual bool WritesPartsOnly => false;

    /// <summary>True where a message may hold several texts as parts; else they are joined.</summary>
    protected virtual bool HasTextParts => true;

    public void WriteAll()
    {
        writer.Json.WriteStartArray(names.Messages);
        for (var i = 0; i < writer.Call.Messages.Count; i++)
        {
            Write(writer.Call.Messages[i], new MessageField(i));
        }

        writer.Json.WriteEndArray();
    }

    /// <summary>True for content that the wire has a part for.</summary>
    protected abstract bool HasPart(AIContent content);

    /// <summary>Writes the members of the part that holds this content.</summary>
    protected abstract void WritePart(AIContent content, MessageField field);

    /// <summary>Why the wire has no part for a content, as a sentence.</summary>
    protected virtual string Refuse(AIContent content) => $"This wire has no place for {content.WireType ?? content.GetType().Name}.";

    /// <summary>True for reasoning that stands in the message's own member for it.</summary>
    protected virtual bool IsReasoningMember(TextReasoningContent reasoning, ChatMessage message) => names.Reasoning is not null;

    /// <summary>True where the wire refuses the model's earlier reasoning: it is then left out, with a warning.</summary>
    protected virtual bool LeavesOutReasoning => false;

    private void Write(ChatMessage message, MessageField field)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count == 1 && message.Contents.Count == 1 && message.Role == ChatRole.Tool)
        {
            WriteResult(results[0], message, field[0], field);
            return;
        }

        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is FunctionResultContent result)
            {
                WriteResult(result, null, field[i], field);
            }
        }

        if (results.Count > 0)
        {
            if (results.Count == message.Contents.Count)
            {
                writer.ReportExtras(message.AdditionalProperties, field);
                return;
            }

            writer.Coerced(field, "A tool's result is a message of its own on this wire; the message was split.");
        }

        WriteMessage(message, field, results.Count > 0 && message.Role == ChatRole.Tool ? ChatRole.User : message.Role);
    }

    private void WriteMessage(ChatMessage message, MessageField field, ChatRole role)
    {
        var start = writer.BeginObject();
        writer.Json.WriteString(names.Role, role.Value);
        WriteName(message);
        var calls = new List<(FunctionCallContent Call, MessageField Field)>();
        var said = new List<PlacedContent>();
        var reasoning = "";
        for (var i = 0; i < message.Contents.Count; i++)
        {
            var place = field[i];
            switch (message.Contents[i])
            {
                case FunctionCallContent call:
                    calls.Add((call, place));
                    break;
                case FunctionResultContent or UsageContent:
                    break;
                case { Issuer: { } issuer } and not (TextContent or TextReasoningContent) when !writer.Call.MayReplay(issuer):
                    writer.LeaveOut(message.Contents[i], place);
                    break;
                case TextReasoningContent thought when LeavesOutReasoning:
                    writer.LeaveOut(thought, place, "This wire takes no reasoning back; it was left out.");
                    break;
                case TextReasoningContent thought when IsReasoningMember(thought, message):
                    reasoning += thought.Text;
                    ReportLoss(thought, place);
                    break;
                case var content:
                    said.Add(new PlacedContent(Express(content, place), place));
                    break;
            }
        }

        if (reasoning.Length > 0)
        {
            writer.Json.WriteString(names.Reasoning!, reasoning);
        }

        WriteContent(message, field, said);
        if (calls.Count > 0)
        {
            writer.Json.WriteStartArray(names.ToolCalls);
            foreach (var (call, place) in calls)
            {
                FunctionCalls.Write(writer, names, call, place);
            }

            writer.Json.WriteEndArray();
        }

        WritePrefix(message, field);
        writer.EndObject(start, message.AdditionalProperties, field);
    }

    private void WriteContent(ChatMessage message, MessageField field, List<PlacedContent> said)
    {
        if (said.Count == 0 && writer.IsSpelled(message.AdditionalProperties, Spelling.NoContent))
        {
            return;
        }

        var texts = said.Select(part => part.Content).OfType<TextContent>().ToList();
        var needsParts = WritesPartsOnly || texts.Count < said.Count || writer.IsSpelled(message.AdditionalProperties, Spelling.Parts);
        if (needsParts || (said.Count > 1 && HasTextParts))
        {
            writer.Json.WritePropertyName(names.Parts);
            WriteParts(said);
            return;
        }

        if (said.Count > 1 && message.Role != ChatRole.Assistant)
        {
            writer.Coerced($"{field}.Contents", "A message holds one text on this wire; its texts were joined, each on a line of its own.");
        }

        foreach (var (content, place) in said)
        {
            writer.ReportExtras(content.AdditionalProperties, place);
        }

        writer.Json.WriteString(names.Content, string.Join(message.Role == ChatRole.Assistant ? "" : "\n", texts.Select(text => text.Text)));
    }

    private void WriteParts(List<PlacedContent> parts)
    {
        writer.Json.WriteStartArray();
        foreach (var (content, field) in parts)
        {
            if (content.Raw is { } raw && IsOwnJson(content))
            {
                writer.WriteRaw(raw);
                continue;
            }

            var start = writer.BeginObject();
            WritePart(content, field);
            if (content is TextReasoningContent reasoning)
            {
                ReportLoss(reasoning, field);
            }

            writer.EndObject(start, content.AdditionalProperties, field);
        }

        writer.Json.WriteEndArray();
    }

    private void WriteResult(FunctionResultContent result, ChatMessage? message, MessageField place, MessageField field)
    {
        var start = writer.BeginObject();
        writer.Json.WriteString(names.Role, "tool"u8);
        if (message is not null)
        {
            WriteName(message);
        }

        if (ToolResultText.PartsOf(result) is { } parts)
        {
            writer.Json.WritePropertyName(names.Parts);
            WriteParts([.. parts.Select(part => new PlacedContent(Express(part, place), place))]);
        }
        else if (ToolResultText.Of(result) is { } text && (text.Length > 0 || !writer.IsSpelled(message?.AdditionalProperties, Spelling.NoContent)))
        {
            WriteResultText(text);
        }

        if (result.CallId.Length > 0 && !writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString(names.ToolCallId, result.CallId);
        }

        writer.ReportExtras(result.AdditionalProperties, place);
        writer.EndObject(start, message?.AdditionalProperties, field);
    }

    private void WriteResultText(string text)
    {
        if (!WritesPartsOnly)
        {
            writer.Json.WriteString(names.Content, text);
            return;
        }

        writer.Json.WritePropertyName(names.Parts);
        WriteParts([new PlacedContent(new TextContent(text), default)]);
    }

    /// <summary>The content itself, or the words that stand for it where the wire has no part for it.</summary>
    private AIContent Express(AIContent content, MessageField field) =>
        HasPart(content) || IsOwnJson(content) ? content : new TextContent(writer.Call.DescribeUnsupported(content, field, Refuse(content)));

    private bool IsOwnJson(AIContent content) =>
        content.Raw is not null && WholeContent.WireOf(content) == writer.Wire;

    private void WriteName(ChatMessage message)
    {
        if (message.AuthorName is { Length: > 0 } name)
        {
            writer.Json.WriteString(names.Name, name);
        }
    }

    private void WritePrefix(ChatMessage message, MessageField field)
    {
        if (!message.IsPrefix)
        {
            return;
        }

        if (names.Prefix is { } prefix)
        {
            writer.Json.WriteBoolean(prefix, true);
        }
        else
        {
            writer.Unsupported($"{field}.IsPrefix", "This wire cannot be asked to continue a message; the model answers anew.");
        }
    }

    private void ReportLoss(TextReasoningContent reasoning, MessageField field)
    {
        if (reasoning.ProtectedData is { Length: > 0 })
        {
            writer.LeaveOutState(reasoning, field);
        }
    }
}
