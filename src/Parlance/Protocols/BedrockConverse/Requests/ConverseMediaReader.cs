using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Images, documents, videos and sound to contents.</summary>
internal static class ConverseMediaReader
{
    /// <summary>A source of this kind is text, not base64.</summary>
    public const string TextSource = "text";

    /// <summary>Reads a block; null for one that has no type of its own, such as a document made of blocks.</summary>
    public static AIContent? Read(string kind, RequestMembers media)
    {
        if (media.TakeText("format") is not { } format || ConverseMedia.GetMediaType(kind, format) is not { } mediaType)
        {
            return null;
        }

        var source = media.Take("source");
        if (source.ValueKind != JsonValueKind.Object || source.GetPropertyCount() != 1)
        {
            return null;
        }

        var name = media.TakeText("name");
        try
        {
            if (source.TryGetText("bytes"u8, out var base64))
            {
                return new DataContent($"data:{mediaType};base64,{base64}", mediaType) { Name = name };
            }

            if (source.TryGetText("text"u8, out var text))
            {
                return new DataContent(Encoding.UTF8.GetBytes(text), mediaType) { Name = name, WireType = TextSource };
            }

            return name is null && source.Member("s3Location"u8) is { ValueKind: JsonValueKind.Object } location
                && location.GetPropertyCount() == 1 && location.TryGetText("uri"u8, out var uri)
                    ? new UriContent(uri, mediaType)
                    : null;
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            // The vocabulary checks addresses and base64; what it refuses travels as it stands.
            return null;
        }
    }
}
