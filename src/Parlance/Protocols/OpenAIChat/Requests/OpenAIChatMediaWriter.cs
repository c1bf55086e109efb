using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Images, sound and files, by their bytes or their address.</summary>
internal static class OpenAIChatMediaWriter
{
    public static void Write(MessagePlace place, AIContent content, int index)
    {
        if (content.WireType != ChatWireNames.File && MediaAddress.IsOf(content, "image"))
        {
            WriteImage(place, content, index);
        }
        else if (content.WireType != ChatWireNames.File && MediaAddress.IsOf(content, "audio"))
        {
            WriteSound(place, content, index);
        }
        else
        {
            WriteFile(place, content, index);
        }
    }

    private static void WriteImage(MessagePlace place, AIContent content, int index)
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
            json.WriteString("image_url"u8, MediaAddress.Of(content));
            return;
        }

        var start = place.Writer.BeginObject("image_url"u8);
        json.WriteString("url"u8, MediaAddress.Of(content));
        json.WriteOptional("detail"u8, content.Detail);
        place.Writer.EndNested(start, content.AdditionalProperties, "image_url"u8);
    }

    private static void WriteSound(MessagePlace place, AIContent content, int index)
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
        json.WriteString("format"u8, AudioFormats.FromMediaType(sound.MediaType));
        place.Writer.EndNested(start, content.AdditionalProperties, "input_audio"u8);
    }

    private static void WriteFile(MessagePlace place, AIContent content, int index)
    {
        if (!place.Dialect.AcceptsFiles)
        {
            OpenAIChatPartWriter.WriteDescription(place, content, index, "The host takes no files.");
            return;
        }

        var json = place.Writer.Json;
        json.WriteString("type"u8, "file"u8);
        var start = place.Writer.BeginObject("file"u8);
        json.WriteString("file_data"u8, MediaAddress.Of(content));
        json.WriteOptional("filename"u8, (content as DataContent)?.Name);
        place.Writer.EndNested(start, content.AdditionalProperties, "file"u8);
    }
}
