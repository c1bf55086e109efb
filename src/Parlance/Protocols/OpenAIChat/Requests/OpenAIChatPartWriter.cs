using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A message's content: a string where it is plain text, else parts in the caller's order.</summary>
internal static class OpenAIChatPartWriter
{
    /// <summary>Writes <c>content</c>: what of the message stands in no member of its own.</summary>
    /// <param name="place">The message.</param>
    /// <param name="emptyAsNull">True where no content is written as null: beside tool calls.</param>
    public static void WriteContent(MessagePlace place, bool emptyAsNull)
    {
        var contents = place.Message.Contents;
        var count = 0;
        var first = 0;
        for (var i = contents.Count - 1; i >= 0; i--)
        {
            if (IsPart(place, contents[i]))
            {
                first = i;
                count++;
            }
        }

        if (count == 0 && emptyAsNull)
        {
            place.Writer.Json.WriteNull("content"u8);
        }
        else if (count == 0)
        {
            place.Writer.Json.WriteString("content"u8, "");
        }
        else if (count == 1 && TryGetPlainText(place, contents[first]) is { } text)
        {
            place.Writer.WriteText("content"u8, text);
        }
        else
        {
            WriteParts(place, contents, first);
        }
    }

    /// <summary>Writes <c>content</c> for the result of a tool.</summary>
    /// <param name="place">The message.</param>
    /// <param name="parts">What the tool returned.</param>
    /// <param name="index">Which content of the message the result is.</param>
    public static void WriteResult(MessagePlace place, List<AIContent> parts, int index)
    {
        var json = place.Writer.Json;
        if (parts is [var only] && TryGetPlainText(place, only) is { } text)
        {
            place.Writer.WriteText("content"u8, text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            WritePart(place, part, index);
        }

        json.WriteEndArray();
    }

    /// <summary>True for state of an earlier answer that this host did not issue: it is left out, not refused.</summary>
    public static bool IsForeignState(MessagePlace place, AIContent content) =>
        content.GetType() == typeof(AIContent) && content.Raw is not null && !IsOurs(place, content)
        || content is ToolCallContent or ToolResultContent && content is not (FunctionCallContent or FunctionResultContent);

    private static bool IsOurs(MessagePlace place, AIContent content) => WholeContent.IsOf(content, place.Writer);

    private static bool IsPart(MessagePlace place, AIContent content) =>
        content is not UsageContent
        && (place.Message.Role == ChatRole.Assistant ? OpenAIChatAssistantWriter.IsPart(place, content) : content is not FunctionResultContent);

    /// <summary>The text of a content that is nothing but text, null for any other.</summary>
    private static string? TryGetPlainText(MessagePlace place, AIContent content) =>
        content is TextContent text && text.CacheBreakpoint is null && !text.IsRefusal && !IsMarkedLast(place, text)
        && WireExtras.Get(text.AdditionalProperties).ValueKind == JsonValueKind.Undefined
            ? text.Text
            : null;

    private static void WriteParts(MessagePlace place, IList<AIContent> contents, int first)
    {
        place.Writer.Json.WriteStartArray("content"u8);
        for (var i = first; i < contents.Count; i++)
        {
            if (IsPart(place, contents[i]))
            {
                WritePart(place, contents[i], i);
            }
        }

        place.Writer.Json.WriteEndArray();
    }

    private static void WritePart(MessagePlace place, AIContent part, int index)
    {
        if (part.GetType() == typeof(AIContent) && part.Raw is { ValueKind: JsonValueKind.Object } raw && IsOurs(place, part))
        {
            place.Writer.WriteRaw(raw);
            return;
        }

        var start = place.Writer.BeginObject();
        switch (part)
        {
            case TextContent { IsRefusal: true } refusal:
                WriteText(place, "refusal", refusal.Text);
                break;
            case TextContent text:
                WriteText(place, "text", text.Text);
                break;
            case TextReasoningContent reasoning:
                WriteThinking(place, reasoning);
                break;
            case HostedFileContent file:
                WriteHostedFile(place, file, index);
                break;
            case DataContent or UriContent:
                OpenAIChatMediaWriter.Write(place, part, index);
                break;
            default:
                WriteDescription(place, part, index, $"The wire has no content of the kind {part.GetType().Name}.");
                break;
        }

        WriteCacheMark(place, part, index);
        place.Writer.EndObject(start, part.AdditionalProperties, place.FieldOf(index));
    }

    /// <summary>Words in the place of content that cannot be sent, where the caller wants them.</summary>
    public static void WriteDescription(MessagePlace place, AIContent content, int index, string reason) =>
        WriteText(place, "text", place.Describe(content, index, reason));

    private static void WriteText(MessagePlace place, string type, string text)
    {
        place.Writer.Json.WriteString("type"u8, type);
        place.Writer.Json.WriteString(type, text);
    }

    private static void WriteThinking(MessagePlace place, TextReasoningContent reasoning)
    {
        var json = place.Writer.Json;
        json.WriteString("type"u8, "thinking"u8);
        json.WriteStartArray("thinking"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, reasoning.Text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteHostedFile(MessagePlace place, HostedFileContent file, int index)
    {
        var reason = place.Dialect.AcceptsFiles ? place.Writer.Call.WhyNotName(file) : "The host takes no files.";
        if (reason is not null)
        {
            WriteDescription(place, file, index, reason);
            return;
        }

        var json = place.Writer.Json;
        json.WriteString("type"u8, "file"u8);
        var start = place.Writer.BeginObject("file"u8);
        json.WriteString("file_id"u8, file.FileId);
        json.WriteOptional("filename"u8, file.Name);
        place.Writer.EndNested(start, file.AdditionalProperties, "file"u8);
    }

    private static void WriteCacheMark(MessagePlace place, AIContent part, int index)
    {
        var lifetime = part.CacheBreakpoint ?? (IsMarkedLast(place, part) ? place.Writer.Call.Options.CacheBreakpoint : null);
        if (lifetime is null || !place.Dialect.EmitsCacheControl)
        {
            return;
        }

        var json = place.Writer.Json;
        var start = place.Writer.BeginObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        if (lifetime != CacheLifetime.Default || place.Writer.IsSpelled(part.AdditionalProperties, Spelling.ExplicitLifetime))
        {
            json.WriteString("ttl"u8, lifetime);
        }

        place.Writer.EndNested(start, part.AdditionalProperties, "cache_control"u8);
    }

    /// <summary>True for the last content of a conversation that is to be cached as a whole.</summary>
    private static bool IsMarkedLast(MessagePlace place, AIContent part) =>
        place.Writer.Call.Options.CacheBreakpoint is not null && place.Index == place.Count - 1
        && place.Dialect.EmitsCacheControl && ReferenceEquals(place.Message.Contents[^1], part);
}
