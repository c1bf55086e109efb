using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>One part of a message's content, or of a tool's result.</summary>
internal static class OpenAIResponsesPartWriter
{
    public static void Write(ItemPlace place, AIContent part, int index, bool isAssistant)
    {
        if (part.GetType() == typeof(AIContent) && part.Raw is { } raw && OpenAIResponsesTurns.IsRaw(part, place.Message.Role, place.Writer.Call))
        {
            place.Writer.WriteRaw(raw);
            return;
        }

        var start = place.Writer.BeginObject();
        switch (part)
        {
            case TextContent { IsRefusal: true } refusal:
                WriteText(place, "refusal", "refusal", refusal.Text);
                break;
            case TextContent text:
                WriteText(place, isAssistant ? "output_text" : "input_text", "text", text.Text);
                WriteAnnotations(place, text);
                break;
            case HostedFileContent file when place.Writer.Call.FindReasonAgainstFile(file) is { } reason:
                Describe(place, part, index, reason, isAssistant);
                break;
            case HostedFileContent file:
                WriteHostedFile(place, file);
                break;
            case DataContent image when !isAssistant && image.HasTopLevelMediaType("image") && !MediaTypes.IsTaken(image.MediaType, MediaTypes.CommonImages):
                Describe(place, part, index, $"The wire takes no images of the type {image.MediaType}.", isAssistant);
                break;
            case DataContent or UriContent when !isAssistant:
                WriteMedia(place, part, index);
                break;
            default:
                Describe(place, part, index, isAssistant ? "The wire takes text alone as what the assistant said." : $"The wire has no content of the kind {ContentKind.Of(part)}.", isAssistant);
                break;
        }

        place.Writer.EndObject(start, part.AdditionalProperties, place.FieldOf(index));
    }

    private static void WriteText(ItemPlace place, string type, string member, string text)
    {
        place.Writer.Json.WriteString("type"u8, type);
        place.Writer.Json.WriteString(member, text);
    }

    /// <summary>What an answer cited goes back with it, to its issuer: the wire's own words for it stand beside each citation.</summary>
    private static void WriteAnnotations(ItemPlace place, TextContent text)
    {
        if (text.Issuer is null || text.Annotations is not { Count: > 0 } annotations || !place.Writer.Call.MayReplay(text.Issuer))
        {
            return;
        }

        place.Writer.Json.WriteStartArray("annotations"u8);
        foreach (var annotation in annotations)
        {
            if (annotation.Raw is { ValueKind: JsonValueKind.Object } raw)
            {
                place.Writer.WriteRaw(raw);
            }
        }

        place.Writer.Json.WriteEndArray();
    }

    private static void WriteHostedFile(ItemPlace place, HostedFileContent file)
    {
        var json = place.Writer.Json;
        var isImage = file.HasTopLevelMediaType("image");
        json.WriteString("type"u8, isImage ? "input_image"u8 : "input_file"u8);
        json.WriteString("file_id"u8, file.FileId);
        if (isImage)
        {
            json.WriteOptional("detail"u8, file.Detail);
        }
        else if (file.Name is { } name)
        {
            json.WriteString("filename"u8, name);
        }
    }

    private static void WriteMedia(ItemPlace place, AIContent part, int index)
    {
        var json = place.Writer.Json;
        if (part.WireType != OpenAIResponsesSpelling.File && MediaAddress.IsOf(part, "image"))
        {
            json.WriteString("type"u8, "input_image"u8);
            json.WriteString("image_url"u8, MediaAddress.Of(part));
            json.WriteOptional("detail"u8, part.Detail);
        }
        else if (part.WireType != OpenAIResponsesSpelling.File && MediaAddress.IsOf(part, "audio"))
        {
            WriteSound(place, part, index);
        }
        else
        {
            json.WriteString("type"u8, "input_file"u8);
            json.WriteString(part is DataContent ? "file_data"u8 : "file_url"u8, MediaAddress.Of(part));
            json.WriteOptional("filename"u8, (part as DataContent)?.Name);
        }
    }

    private static void WriteSound(ItemPlace place, AIContent part, int index)
    {
        if (part is not DataContent sound)
        {
            Describe(place, part, index, "The wire takes sound by its bytes alone, not by its address.", isAssistant: false);
            return;
        }

        place.Writer.Json.WriteString("type"u8, "input_audio"u8);
        var start = place.Writer.BeginObject("input_audio"u8);
        place.Writer.Json.WriteString("data"u8, sound.Base64Data.Span);
        place.Writer.Json.WriteString("format"u8, AudioFormats.FromMediaType(sound.MediaType));
        place.Writer.EndNested(start, part.AdditionalProperties, "input_audio"u8);
    }

    private static void Describe(ItemPlace place, AIContent part, int index, string reason, bool isAssistant) =>
        WriteText(place, isAssistant ? "output_text" : "input_text", "text", place.Writer.Call.DescribeUnsupported(part, place.FieldOf(index), reason));
}
