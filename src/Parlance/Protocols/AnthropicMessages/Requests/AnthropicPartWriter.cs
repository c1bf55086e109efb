using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Contents as blocks.</summary>
internal sealed class AnthropicPartWriter(RequestBodyWriter writer, AnthropicCacheMarks marks, AnthropicDialect dialect)
{
    private readonly ReplayTraits _replay = AnthropicTurns.ReplayFor(dialect);

    // The parts of one result: a result in a result is none of the wire's.
    private readonly List<PlacedContent> _results = [];

    private Utf8JsonWriter Json => writer.Json;

    /// <summary>Adds the contents of a message or of a tool's result to those that will be written.</summary>
    public void Collect(List<PlacedContent> parts, IList<AIContent> contents, FieldPath field, AnthropicPlace place)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            var part = new PlacedContent(contents[i], field[i]);
            if (!Omits(part, place))
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Writes contents as a member: plain text alone as a string, unless it was read from an array, anything else as an array; nothing where there is none.</summary>
    public void WriteMember(ReadOnlySpan<byte> name, List<PlacedContent> parts, AnthropicPlace place)
    {
        if (parts.Count == 0)
        {
            return;
        }

        if (parts is [{ Content: TextContent { Annotations: not { Count: > 0 } } plain }]
            && plain.CacheBreakpoint is null
            && !writer.IsSpelled(plain.AdditionalProperties, Spelling.Parts)
            && !writer.HasOwnExtras(plain.AdditionalProperties))
        {
            writer.ReportExtras(plain.AdditionalProperties, parts[0].Field);
            writer.WriteText(name, plain.Text);
            return;
        }

        Json.WriteStartArray(name);
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index].Content is TextContent)
            {
                index = WriteText(parts, index);
            }
            else
            {
                WriteBlock(parts[index], place);
            }
        }

        Json.WriteEndArray();
    }

    /// <summary>
    /// True for what is left out of a message: what is about the conversation and not in it, what is empty, which the wire
    /// refuses, and what its recipient could not read, which is reported.
    /// </summary>
    private bool Omits(PlacedContent part, AnthropicPlace place)
    {
        if (part.Content is TextContent { Text.Length: 0, Annotations: not { Count: > 0 } })
        {
            return true;
        }

        var replay = Decide(part.Content, place);
        writer.Report(replay, part.Content, part.Field);
        return replay.Fate == ReplayFate.LeaveOut;
    }

    private Replay Decide(AIContent content, AnthropicPlace place) =>
        Replay.Decide(content, RoleAt(place), writer.Call, _replay);

    private static ChatRole? RoleAt(AnthropicPlace place) => place switch
    {
        AnthropicPlace.Assistant => ChatRole.Assistant,
        AnthropicPlace.ToolResult => null,
        AnthropicPlace.System => ChatRole.System,
        _ => ChatRole.User,
    };

    private void WriteBlock(PlacedContent part, AnthropicPlace place)
    {
        switch (part.Content)
        {
            case { Raw: { } json } raw when Decide(raw, place).Fate == ReplayFate.Raw:
                writer.WriteRaw(json);
                break;
            case FunctionCallContent call when place != AnthropicPlace.ToolResult:
                WriteCall(call, part.Field);
                break;
            case FunctionResultContent result when place != AnthropicPlace.ToolResult:
                WriteResult(result, part.Field);
                break;
            case TextReasoningContent reasoning:
                WriteReasoning(reasoning, part.Field);
                break;
            case var media when AnthropicMediaWriter.TryBegin(writer, media, dialect, out var start):
                writer.ReportDetail(media, part.Field);
                End(start, media, part.Field);
                break;
            default:
                WriteDescription(part);
                break;
        }
    }

    /// <summary>Words in the place of content that the wire cannot hold, where the caller wants them.</summary>
    private void WriteDescription(PlacedContent part)
    {
        var reason = part.Content is HostedFileContent file ? writer.Call.FindReasonAgainstFile(file) : null;
        var words = writer.Call.DescribeUnsupported(part.Content, part.Field, reason ?? $"The wire {AnthropicMessagesProtocol.WireName} cannot hold {AnthropicMediaWriter.Describe(part.Content)} here.");
        writer.Json.WriteStartObject();
        writer.Json.WriteString("type"u8, "text"u8);
        writer.Json.WriteString("text"u8, words);
        writer.Json.WriteEndObject();
    }

    /// <summary>
    /// Writes a text. A stream delivers citations as empty texts: the vendor sends them in front of the words they belong
    /// to, so they go to the text behind them, or to the one before where no other follows.
    /// </summary>
    /// <returns>The index of the last part that was written.</returns>
    private int WriteText(List<PlacedContent> parts, int index)
    {
        var (content, field) = parts[index];
        var text = (TextContent)content;
        var citations = AnthropicCitations.Collect(writer, text, field);
        while (index + 1 < parts.Count && parts[index + 1].Content is TextContent next
            && (text.Text.Length == 0 || IsLastOfTexts(parts, index + 1)))
        {
            index++;
            citations.AddRange(AnthropicCitations.Collect(writer, next, parts[index].Field));
            if (text.Text.Length == 0)
            {
                (text, field) = (next, parts[index].Field);
            }
        }

        if (text.Text.Length == 0)
        {
            return index;
        }

        var start = writer.BeginObject();
        Json.WriteString("type"u8, "text"u8);
        writer.WriteText("text"u8, text.Text);
        if (citations.Count > 0)
        {
            Json.WriteStartArray("citations"u8);
            citations.ForEach(writer.WriteRaw);
            Json.WriteEndArray();
        }

        End(start, text, field);
        return index;
    }

    /// <summary>True where nothing but empty texts follows, up to the next block of another kind.</summary>
    private static bool IsLastOfTexts(List<PlacedContent> parts, int index)
    {
        while (index < parts.Count && parts[index].Content is TextContent { Text.Length: 0 })
        {
            index++;
        }

        return index == parts.Count || parts[index].Content is not TextContent;
    }

    private void WriteCall(FunctionCallContent call, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("type"u8, "tool_use"u8);
        Json.WriteString("id"u8, call.CallId);
        Json.WriteString("name"u8, call.Name);
        Json.WritePropertyName("input"u8);
        ArgumentsObject.Write(writer, call, field);
        if (call.OpaqueState is { } caller)
        {
            if (writer.Call.MayReplay(call.Issuer) && JsonSlice.IsValid(System.Text.Encoding.UTF8.GetBytes(caller)))
            {
                Json.WritePropertyName("caller"u8);
                Json.WriteRawValue(caller, skipInputValidation: true);
            }
            else
            {
                writer.LeaveOutState(call, field);
            }
        }

        End(start, call, field);
    }

    private void WriteResult(FunctionResultContent result, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("type"u8, "tool_result"u8);
        Json.WriteString("tool_use_id"u8, result.CallId);
        _results.Clear();
        Collect(_results, ToolResultText.ContentsOf(result), field, AnthropicPlace.ToolResult);
        WriteMember("content"u8, _results, AnthropicPlace.ToolResult);
        if (result.IsError || writer.IsSpelled(result.AdditionalProperties, AnthropicSpelling.ExplicitSuccess))
        {
            Json.WriteBoolean("is_error"u8, result.IsError);
        }

        End(start, result, field);
    }

    private void WriteReasoning(TextReasoningContent reasoning, FieldPath field)
    {
        var start = writer.BeginObject();
        if (RedactedReasoning.Is(reasoning))
        {
            Json.WriteString("type"u8, AnthropicBlockType.RedactedThinking);
            Json.WriteString("data"u8, reasoning.ProtectedData);
        }
        else
        {
            Json.WriteString("type"u8, AnthropicBlockType.Thinking);
            Json.WriteString("thinking"u8, reasoning.Text);
            Json.WriteOptional("signature"u8, Decide(reasoning, AnthropicPlace.Assistant).Fate == ReplayFate.KeepWords ? null : reasoning.ProtectedData);
        }

        End(start, reasoning, field);
    }

    private void End(long start, AIContent content, FieldPath field)
    {
        marks.Write(writer, content, field);
        writer.EndObject(start, content.AdditionalProperties, field);
    }
}
