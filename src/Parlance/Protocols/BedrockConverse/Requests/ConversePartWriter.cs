using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Contents as blocks.</summary>
internal sealed class ConversePartWriter(RequestBodyWriter writer, ConverseDialect dialect)
{
    private readonly ConverseMediaWriter _media = new(writer);
    private readonly ReplayTraits _replay = ConverseTurns.ReplayFor(dialect);

    private Utf8JsonWriter Json => writer.Json;

    /// <summary>Adds the contents of a message or of a tool's result to those that will be written.</summary>
    public void Collect(List<PlacedContent> parts, IList<AIContent> contents, FieldPath field)
    {
        for (var index = 0; index < contents.Count; index++)
        {
            var part = new PlacedContent(contents[index], field[index]);
            if (!Omits(part))
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Writes an array of blocks as a member.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="parts">The contents.</param>
    /// <param name="lifetime">The lifetime of a cache mark behind all of them, null for none.</param>
    public void Write(ReadOnlySpan<byte> name, List<PlacedContent> parts, string? lifetime = null)
    {
        Json.WriteStartArray(name);
        for (var index = 0; index < parts.Count; index++)
        {
            var (content, field) = parts[index];
            if (content is TextContent text)
            {
                index = WriteText(parts, index, text);
            }
            else
            {
                WriteBlock(content, field);
            }

            var mark = parts[index].Content.CacheBreakpoint ?? (index == parts.Count - 1 ? lifetime : null);
            ConverseCachePoint.Write(writer, mark, parts[index].Content.AdditionalProperties);
        }

        Json.WriteEndArray();
    }

    /// <summary>
    /// True for what is left out of a message: what is about the conversation and not in it, what is empty, which the wire
    /// refuses, and what its recipient could not read, which is reported.
    /// </summary>
    private bool Omits(PlacedContent part)
    {
        if (part.Content is TextContent { Text.Length: 0, Annotations: not { Count: > 0 } })
        {
            return true;
        }

        var replay = Decide(part.Content, part.Field);
        writer.Report(replay, part.Content, part.Field);
        return replay.Fate == ReplayFate.LeaveOut;
    }

    private Replay Decide(AIContent content, FieldPath field) => Replay.Decide(content, field.Part is null ? ChatRole.Assistant : null, writer.Call, _replay);

    private void WriteBlock(AIContent content, FieldPath field)
    {
        switch (content)
        {
            case { Raw: { } json } raw when Decide(raw, field).Fate == ReplayFate.Raw:
                writer.WriteRaw(json);
                break;
            case FunctionCallContent call:
                WriteCall(call, field);
                break;
            case FunctionResultContent result:
                WriteResult(result, field);
                break;
            case TextReasoningContent reasoning:
                WriteReasoning(reasoning, field);
                break;
            default:
                if (!_media.TryWrite(content, field, out var reason))
                {
                    WritePlain(writer.Call.DescribeUnsupported(content, field, reason));
                }

                break;
        }
    }

    /// <summary>
    /// Writes a text. A stream delivers citations as empty texts behind the words that they belong to; they go into one
    /// block with these.
    /// </summary>
    /// <returns>The index of the last part that was written.</returns>
    private int WriteText(List<PlacedContent> parts, int index, TextContent text)
    {
        var citations = CollectCitations(text, parts[index].Field);
        var field = parts[index].Field;
        while (index + 1 < parts.Count && text.CacheBreakpoint is null && parts[index + 1].Content is TextContent { Text.Length: 0 } behind)
        {
            index++;
            citations.AddRange(CollectCitations(behind, parts[index].Field));
        }

        if (citations.Count > 0 || text.WireType == ConverseBlocks.CitationsContent)
        {
            WriteCited(text, citations, field);
        }
        else if (text.WireType == ConverseBlocks.GuardContent)
        {
            Json.WriteStartObject();
            Json.WriteStartObject("guardContent"u8);
            var start = writer.BeginObject("text"u8);
            Json.WriteString("text"u8, text.Text);
            writer.EndObject(start, text.AdditionalProperties, field);
            Json.WriteEndObject();
            Json.WriteEndObject();
        }
        else
        {
            writer.ReportExtras(text.AdditionalProperties, field);
            WritePlain(text.Text);
        }

        return index;
    }

    private void WritePlain(string text)
    {
        Json.WriteStartObject();
        Json.WriteString("text"u8, text);
        Json.WriteEndObject();
    }

    private void WriteCited(TextContent text, List<JsonElement> citations, FieldPath field)
    {
        Json.WriteStartObject();
        var start = writer.BeginObject("citationsContent"u8);
        if (text.Text.Length > 0)
        {
            Json.WriteStartArray("content"u8);
            WritePlain(text.Text);
            Json.WriteEndArray();
        }

        Json.WriteStartArray("citations"u8);
        citations.ForEach(writer.WriteRaw);
        Json.WriteEndArray();
        writer.EndObject(start, text.AdditionalProperties, field);
        Json.WriteEndObject();
    }

    private List<JsonElement> CollectCitations(TextContent text, FieldPath field)
    {
        var citations = new List<JsonElement>();
        foreach (var annotation in text.Annotations ?? [])
        {
            if (annotation.Raw is { } raw && ConverseBlocks.IsCitation(raw))
            {
                citations.Add(raw);
            }
            else
            {
                writer.Unsupported(field.Of("Annotations"), "The wire takes back the citations that it made itself; another was left out.");
            }
        }

        return citations;
    }

    private void WriteCall(FunctionCallContent call, FieldPath field)
    {
        Json.WriteStartObject();
        var start = writer.BeginObject("toolUse"u8);
        Json.WriteString("toolUseId"u8, call.CallId);
        Json.WriteString("name"u8, call.Name);
        Json.WritePropertyName("input"u8);
        ArgumentsObject.Write(writer, call, field);
        if (call.OpaqueState is not null)
        {
            writer.LeaveOutState(call, field);
        }

        writer.EndObject(start, call.AdditionalProperties, field);
        Json.WriteEndObject();
    }

    private void WriteResult(FunctionResultContent result, FieldPath field)
    {
        Json.WriteStartObject();
        var start = writer.BeginObject("toolResult"u8);
        Json.WriteString("toolUseId"u8, result.CallId);
        WriteResultValue(result, field);
        if (result.IsError)
        {
            Json.WriteString("status"u8, "error"u8);
        }

        writer.EndObject(start, result.AdditionalProperties, field);
        Json.WriteEndObject();
    }

    private void WriteResultValue(FunctionResultContent result, FieldPath field)
    {
        if (result.Result is JsonElement { ValueKind: JsonValueKind.Object } json)
        {
            Json.WriteStartArray("content"u8);
            Json.WriteStartObject();
            writer.WriteRaw("json"u8, json);
            Json.WriteEndObject();
            Json.WriteEndArray();
            return;
        }

        var parts = new List<PlacedContent>();
        Collect(parts, ToolResultText.ContentsOf(result), field);
        Write("content"u8, parts);
    }

    private void WriteReasoning(TextReasoningContent reasoning, FieldPath field)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("reasoningContent"u8);
        if (RedactedReasoning.Is(reasoning))
        {
            Json.WriteString("redactedContent"u8, reasoning.ProtectedData);
        }
        else
        {
            var start = writer.BeginObject("reasoningText"u8);
            Json.WriteString("text"u8, reasoning.Text);
            Json.WriteOptional("signature"u8, Decide(reasoning, field).Fate == ReplayFate.KeepWords ? null : reasoning.ProtectedData);

            writer.EndObject(start, reasoning.AdditionalProperties, field);
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }
}
