using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Images, sound and files, by their bytes or their address.</summary>
internal static class OpenAIChatMediaWriter
{
    public static void Write(MessagePlace place, AIContent content, int index)
    {
        var url = content is DataContent data ? data.Uri : ((UriContent)content).Uri.OriginalString;
        var mediaType = content is DataContent typed ? typed.MediaType : ((UriContent)content).MediaType;
        if (content.WireType == ChatWireNames.File)
        {
            WriteFile(place, content, url, index);
        }
        else if (mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            WriteImage(place, content, url, index);
        }
        else if (mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
        {
            WriteSound(place, content, mediaType, index);
        }
        else
        {
            WriteFile(place, content, url, index);
        }
    }

    private static void WriteImage(MessagePlace place, AIContent content, string url, int index)
    {
        if (!place.Dialect.AcceptsImages)
        {
            OpenAIChatPartWriter.WriteDescription(place, content, index, "The host takes no images.");
            return;
        }

        var json = place.Writer.Json;
        json.WriteString("type"u8, "image_url"u8);
        if (content.WireType == ChatWireNames.BareValue)
        {
            json.WriteString("image_url"u8, url);
            return;
        }

        var start = place.Writer.BeginObject("image_url"u8);
        json.WriteString("url"u8, url);
        json.WriteOptional("detail"u8, content.Detail);
        place.Writer.EndNested(start, content.AdditionalProperties, "image_url"u8);
    }

    private static void WriteSound(MessagePlace place, AIContent content, string mediaType, int index)
    {
        if (!place.Dialect.AcceptsAudio)
        {
            OpenAIChatPartWriter.WriteDescription(place, content, index, "The host takes no sound.");
            return;
        }

        if (content is not DataContent sound)
        {
            OpenAIChatPartWriter.WriteDescription(place, content, index, "The wire takes sound by its bytes alone, not by its address.");
            return;
        }

        var json = place.Writer.Json;
        json.WriteString("type"u8, "input_audio"u8);
        if (content.WireType == ChatWireNames.BareValue)
        {
            json.WriteString("input_audio"u8, sound.Base64Data.Span);
            return;
        }

        var start = place.Writer.BeginObject("input_audio"u8);
        json.WriteString("data"u8, sound.Base64Data.Span);
        json.WriteString("format"u8, AudioFormats.FromMediaType(mediaType));
        place.Writer.EndNested(start, content.AdditionalProperties, "input_audio"u8);
    }

    private static void WriteFile(MessagePlace place, AIContent content, string url, int index)
    {
        if (!place.Dialect.AcceptsFiles)
        {
            OpenAIChatPartWriter.WriteDescription(place, content, index, "The host takes no files.");
            return;
        }

        var json = place.Writer.Json;
        json.WriteString("type"u8, "file"u8);
        var start = place.Writer.BeginObject("file"u8);
        json.WriteString("file_data"u8, url);
        json.WriteOptional("filename"u8, (content as DataContent)?.Name);
        place.Writer.EndNested(start, content.AdditionalProperties, "file"u8);
    }
}
