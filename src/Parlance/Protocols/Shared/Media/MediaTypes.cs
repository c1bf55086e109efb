using System.Collections.Immutable;

namespace Parlance.Protocols;

/// <summary>Media types in the form in which receivers know them: the registered name, without parameters.</summary>
internal static class MediaTypes
{
    /// <summary>The images that makers of models take: https://platform.openai.com/docs/guides/images-vision and https://platform.claude.com/docs/en/build-with-claude/vision.</summary>
    public static ImmutableArray<string> CommonImages { get; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>The registered name of a type that is often called otherwise, without its parameters.</summary>
    public static string Normalize(string mediaType)
    {
        var end = mediaType.IndexOf(';', StringComparison.Ordinal);
        var bare = end < 0 ? mediaType : mediaType[..end].Trim();
        return bare.ToLowerInvariant() switch
        {
            "image/jpg" or "image/pjpeg" => "image/jpeg",
            "image/x-png" => "image/png",
            "audio/mp3" or "audio/x-mp3" => "audio/mpeg",
            "audio/wave" or "audio/x-wav" or "audio/vnd.wave" => "audio/wav",
            "application/x-pdf" => "application/pdf",
            _ => bare,
        };
    }

    /// <summary>The type of the file that an address leads to, by its ending; null for an ending that says nothing.</summary>
    public static string? OfPath(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : address;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            ".heic" => "image/heic",
            ".pdf" => "application/pdf",
            ".txt" => "text/plain",
            ".mp3" => "audio/mpeg",
            ".wav" => "audio/wav",
            ".mp4" => "video/mp4",
            ".mov" => "video/quicktime",
            ".webm" => "video/webm",
            _ => null,
        };
    }

    /// <summary>True for a type that a list holds, or any type where there is no list.</summary>
    public static bool IsTaken(string mediaType, ImmutableArray<string> taken) => taken.IsDefaultOrEmpty || taken.Contains(Normalize(mediaType), StringComparer.Ordinal);
}
