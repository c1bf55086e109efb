using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Images and documents to contents.</summary>
internal static class AnthropicMediaReader
{
    /// <summary>Reads a block; null for one that has no type of its own, such as a document made of blocks.</summary>
    public static AIContent? Read(RequestMembers block, string type, string? issuer)
    {
        var source = block.Open("source");
        try
        {
            return source.Take("type").AsText() switch
            {
                "base64" => source.TakeText("media_type") is { } mediaType && source.TryTake("data", JsonValueKind.String, out var data)
                    ? new DataContent($"data:{mediaType};base64,{data.AsText()}", mediaType) { Name = block.TakeText("title") }
                    : null,
                "text" => source.TakeText("media_type") == AnthropicMedia.PlainText && source.TryTake("data", JsonValueKind.String, out var text)
                    ? new DataContent(Encoding.UTF8.GetBytes(text.AsText()!), AnthropicMedia.PlainText) { Name = block.TakeText("title") }
                    : null,
                "url" => source.TakeText("url") is { } url ? new UriContent(url, type == "image" ? AnthropicMedia.AnyImage : AnthropicMedia.Pdf) : null,
                "file" => source.TakeText("file_id") is { } file ? new HostedFileContent(file) { WireType = type, Issuer = issuer } : null,
                _ => null,
            };
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            // The vocabulary checks addresses, media types and base64; what it refuses travels as it stands.
            return null;
        }
    }
}

/// <summary>The media types that the wire tells apart.</summary>
internal static class AnthropicMedia
{
    public const string AnyImage = "image/*";
    public const string Pdf = "application/pdf";
    public const string PlainText = "text/plain";
}
