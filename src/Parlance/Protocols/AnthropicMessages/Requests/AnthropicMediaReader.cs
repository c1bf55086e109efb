using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Images and documents to contents.</summary>
internal static class AnthropicMediaReader
{
    /// <summary>Reads a block's source; null for one that has no type of its own, such as a document made of blocks.</summary>
    public static AIContent? Read(JsonElement block, string type)
    {
        var source = block.Member("source"u8);
        try
        {
            return (source.Member("type"u8).AsText(), Count(source)) switch
            {
                ("base64", 3) when source.TryGetText("data"u8, out var data) && source.TryGetText("media_type"u8, out var mediaType) =>
                    new DataContent($"data:{mediaType};base64,{data}", mediaType) { Name = block.Member("title"u8).AsText() },
                ("text", 3) when source.TryGetText("data"u8, out var text) && source.Member("media_type"u8).AsText() == AnthropicMedia.PlainText =>
                    new DataContent(Encoding.UTF8.GetBytes(text), AnthropicMedia.PlainText) { Name = block.Member("title"u8).AsText() },
                ("url", 2) when source.TryGetText("url"u8, out var url) =>
                    new UriContent(url, type == "image" ? AnthropicMedia.AnyImage : AnthropicMedia.Pdf),
                ("file", 2) when source.TryGetText("file_id"u8, out var file) => new HostedFileContent(file) { WireType = type },
                _ => null,
            };
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            // The vocabulary checks addresses, media types and base64; what it refuses travels as it stands.
            return null;
        }
    }

    private static int Count(JsonElement source) => source.ValueKind == JsonValueKind.Object ? source.GetPropertyCount() : 0;
}

/// <summary>The media types that the wire tells apart.</summary>
internal static class AnthropicMedia
{
    public const string AnyImage = "image/*";
    public const string Pdf = "application/pdf";
    public const string PlainText = "text/plain";
}
