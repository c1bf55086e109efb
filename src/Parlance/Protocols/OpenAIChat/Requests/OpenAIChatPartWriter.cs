using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The members of a part: of a text, of earlier reasoning, or of an image, a sound or a file by its bytes or its address.</summary>
internal sealed class OpenAIChatPartWriter(RequestBodyWriter writer, OpenAIChatDialect dialect)
{
    /// <summary>True for a part that was kept whole.</summary>
    public static bool IsKept(AIContent content) => content.GetType() == typeof(AIContent) && content.Raw is { ValueKind: JsonValueKind.Object };

    /// <summary>True for content that is nothing but text.</summary>
    public bool IsPlainText(AIContent content, FieldPath field) =>
        content is TextContent text && (text.CacheBreakpoint is null || !dialect.EmitsCacheControl) && !text.IsRefusal && !IsMarkedLast(text, field)
        && !writer.HasOwnExtras(text.AdditionalProperties);

    public void Write(AIContent part, FieldPath field)
    {
        switch (part)
        {
            case TextContent text:
                WriteText(text.IsRefusal ? "refusal"u8 : "text"u8, text.Text);
                break;
            case TextReasoningContent reasoning:
                WriteThinking(reasoning);
                writer.Report(Replay.Decide(reasoning, ChatRole.Assistant, writer.Call, OpenAIChatReasoningReplay.TraitsFor(reasoning, writer.Call, dialect)), reasoning, field);
                break;
            case HostedFileContent file:
                WriteHostedFile(file, field);
                break;
            case DataContent or UriContent when part.WireType != OpenAIChatSpelling.File && MediaAddress.IsOf(part, "image"):
                WriteImage(part, field);
                break;
            case DataContent or UriContent when part.WireType != OpenAIChatSpelling.File && MediaAddress.IsOf(part, "audio"):
                WriteSound(part, field);
                break;
            case DataContent or UriContent:
                WriteFile(part, field);
                break;
            default:
                WriteDescription(part, field, $"The wire has no content of the kind {ContentKind.Of(part)}.");
                break;
        }

        WriteCacheMark(part, field);
    }

    /// <summary>Words in the place of content that cannot be sent, where the caller wants them.</summary>
    private void WriteDescription(AIContent content, FieldPath field, string reason) =>
        WriteText("text"u8, writer.Call.DescribeUnsupported(content, field, reason));

    private void WriteText(ReadOnlySpan<byte> type, string text)
    {
        writer.Json.WriteString("type"u8, type);
        writer.WriteText(type, text);
    }

    private void WriteThinking(TextReasoningContent reasoning)
    {
        writer.Json.WriteString("type"u8, "thinking"u8);
        writer.Json.WriteStartArray("thinking"u8);
        writer.Json.WriteStartObject();
        WriteText("text"u8, reasoning.Text);
        writer.Json.WriteEndObject();
        writer.Json.WriteEndArray();
    }

    private void WriteImage(AIContent image, FieldPath field)
    {
        if (ReasonAgainstImage(image) is { } reason)
        {
            WriteDescription(image, field, reason);
            return;
        }

        writer.Json.WriteString("type"u8, "image_url"u8);
        if (image.WireType == OpenAIChatSpelling.BareValue)
        {
            writer.Json.WriteString("image_url"u8, MediaAddress.Of(image));
            return;
        }

        var start = writer.BeginObject("image_url"u8);
        writer.Json.WriteString("url"u8, MediaAddress.Of(image));
        writer.Json.WriteOptional("detail"u8, image.Detail);
        writer.EndNested(start, image.AdditionalProperties, "image_url"u8);
    }

    private string? ReasonAgainstImage(AIContent image) =>
        !dialect.AcceptsImages ? "The host takes no images."
        : image is DataContent data && !MediaTypes.IsTaken(data.MediaType, dialect.ImageTypes) ? $"The host takes no images of the type {data.MediaType}."
        : image is UriContent { Uri.Scheme: not "data" } && !dialect.AcceptsImageUrls ? "The host takes images by their bytes alone; download it and send its bytes."
        : null;

    private void WriteSound(AIContent content, FieldPath field)
    {
        if (!dialect.AcceptsAudio || content is not DataContent sound)
        {
            WriteDescription(content, field, dialect.AcceptsAudio ? "The wire takes sound by its bytes alone, not by its address." : "The host takes no sound.");
            return;
        }

        writer.Json.WriteString("type"u8, "input_audio"u8);
        if (content.WireType == OpenAIChatSpelling.BareValue)
        {
            writer.Json.WriteString("input_audio"u8, sound.Base64Data.Span);
            return;
        }

        var start = writer.BeginObject("input_audio"u8);
        writer.Json.WriteString("data"u8, sound.Base64Data.Span);
        writer.Json.WriteString("format"u8, AudioFormats.FromMediaType(sound.MediaType));
        writer.EndNested(start, content.AdditionalProperties, "input_audio"u8);
    }

    private void WriteFile(AIContent file, FieldPath field)
    {
        if (!dialect.AcceptsFiles || (file is UriContent { Uri.Scheme: not "data" } && !dialect.AcceptsFileUrls))
        {
            WriteDescription(file, field, dialect.AcceptsFiles ? "The wire takes files by their bytes alone; download it and send its bytes." : "The host takes no files.");
            return;
        }

        var start = BeginFile();
        writer.Json.WriteString("file_data"u8, MediaAddress.Of(file));
        writer.Json.WriteOptional("filename"u8, (file as DataContent)?.Name);
        writer.EndNested(start, file.AdditionalProperties, "file"u8);
    }

    private void WriteHostedFile(HostedFileContent file, FieldPath field)
    {
        if ((dialect.AcceptsFiles ? writer.Call.FindReasonAgainstFile(file) : "The host takes no files.") is { } reason)
        {
            WriteDescription(file, field, reason);
            return;
        }

        var start = BeginFile();
        writer.Json.WriteString("file_id"u8, file.FileId);
        writer.Json.WriteOptional("filename"u8, file.Name);
        writer.EndNested(start, file.AdditionalProperties, "file"u8);
    }

    private long BeginFile()
    {
        writer.Json.WriteString("type"u8, "file"u8);
        return writer.BeginObject("file"u8);
    }

    private void WriteCacheMark(AIContent part, FieldPath field)
    {
        var lifetime = part.CacheBreakpoint ?? (IsMarkedLast(part, field) ? writer.Call.Options.CacheBreakpoint : null);
        if (lifetime is null || !dialect.EmitsCacheControl)
        {
            return;
        }

        var start = writer.BeginObject("cache_control"u8);
        writer.Json.WriteString("type"u8, "ephemeral"u8);
        if (lifetime != CacheLifetime.Default || writer.IsSpelled(part.AdditionalProperties, Spelling.ExplicitLifetime))
        {
            writer.Json.WriteString("ttl"u8, lifetime);
        }

        writer.EndNested(start, part.AdditionalProperties, "cache_control"u8);
    }

    /// <summary>True for the last content of a conversation that is to be cached as a whole.</summary>
    private bool IsMarkedLast(AIContent part, FieldPath field) =>
        dialect.EmitsCacheControl && writer.Call.Options.CacheBreakpoint is not null && field.Message!.Value == writer.Call.Messages.Count - 1
        && ReferenceEquals(writer.Call.Messages[field.Message!.Value].Contents[^1], part);
}
