using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Images, sounds and films that a wire gives by an address, which may hold the content itself.</summary>
internal static class MediaAddress
{
    /// <summary>The bytes in a data URL, or what stands behind any other URL. Null where it is neither.</summary>
    public static AIContent? Read(string url, string mediaType)
    {
        try
        {
            return url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
                ? DataUrl.TryParse(url, out _, out _) ? new DataContent(url) : null
                : Uri.TryCreate(url, UriKind.Absolute, out var address) ? new UriContent(address, mediaType) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The address of a content of this kind, null where the content is of another.</summary>
    /// <param name="content">The content.</param>
    /// <param name="topLevelType">The kind, such as <c>image</c>.</param>
    public static string? Find(AIContent content, string topLevelType) => content switch
    {
        DataContent data when data.HasTopLevelMediaType(topLevelType) => data.Uri,
        UriContent uri when uri.HasTopLevelMediaType(topLevelType) => uri.Uri.OriginalString,
        _ => null,
    };
}
