using System.Collections.Frozen;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The wire's <c>format</c> to and from a media type. The formats are those of the vendor's documentation of ImageBlock,
/// DocumentBlock, VideoBlock and AudioBlock.
/// </summary>
internal static class ConverseMedia
{
    private static readonly (string Kind, string Format, string MediaType)[] s_formats =
    [
        ("image", "png", "image/png"),
        ("image", "jpeg", "image/jpeg"),
        ("image", "jpeg", "image/jpg"),
        ("image", "gif", "image/gif"),
        ("image", "webp", "image/webp"),
        ("document", "pdf", "application/pdf"),
        ("document", "txt", "text/plain"),
        ("document", "md", "text/markdown"),
        ("document", "html", "text/html"),
        ("document", "csv", "text/csv"),
        ("document", "doc", "application/msword"),
        ("document", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("document", "xls", "application/vnd.ms-excel"),
        ("document", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("video", "mp4", "video/mp4"),
        ("video", "mov", "video/quicktime"),
        ("video", "mkv", "video/x-matroska"),
        ("video", "webm", "video/webm"),
        ("video", "flv", "video/x-flv"),
        ("video", "mpeg", "video/mpeg"),
        ("video", "mpg", "video/mpg"),
        ("video", "wmv", "video/x-ms-wmv"),
        ("video", "three_gp", "video/3gpp"),
        ("audio", "mp3", "audio/mpeg"),
        ("audio", "wav", "audio/wav"),
        ("audio", "flac", "audio/flac"),
        ("audio", "ogg", "audio/ogg"),
        ("audio", "aac", "audio/aac"),
        ("audio", "opus", "audio/opus"),
    ];

    private static readonly FrozenDictionary<string, (string Kind, string Format)> s_byMediaType =
        s_formats.ToFrozenDictionary(entry => entry.MediaType, entry => (entry.Kind, entry.Format), StringComparer.OrdinalIgnoreCase);

    /// <summary>The media type of a block, null for a format that is not known.</summary>
    public static string? GetMediaType(string kind, string format)
    {
        foreach (var entry in s_formats)
        {
            if (entry.Kind == kind && entry.Format == format)
            {
                return entry.MediaType;
            }
        }

        return null;
    }

    /// <summary>The block and the format of a media type; false for one that the wire cannot hold.</summary>
    public static bool TryGetFormat(string mediaType, out (string Kind, string Format) found) => s_byMediaType.TryGetValue(mediaType, out found);
}
