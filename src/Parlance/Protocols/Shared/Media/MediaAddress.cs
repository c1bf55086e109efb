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

    /// <summary>The address of a content that has one, null for any other.</summary>
    public static string? Of(AIContent content) => content switch
    {
        DataContent data => data.Uri,
        UriContent uri => uri.Uri.OriginalString,
        _ => null,
    };

    /// <summary>The media type of a content that has an address, null for any other.</summary>
    public static string? TypeOf(AIContent content) => content switch
    {
        DataContent data => data.MediaType,
        UriContent uri => uri.MediaType,
        _ => null,
    };

    /// <summary>The address of a content of this kind, null where the content is of another.</summary>
    /// <param name="content">The content.</param>
    /// <param name="topLevelType">The kind, such as <c>image</c>.</param>
    public static string? Find(AIContent content, string topLevelType) => IsOf(content, topLevelType) ? Of(content) : null;

    /// <summary>True for a content that has an address and is of this kind.</summary>
    public static bool IsOf(AIContent content, string topLevelType) =>
        TypeOf(content) is { } type && type.StartsWith(topLevelType, StringComparison.OrdinalIgnoreCase) && type.AsSpan(topLevelType.Length).StartsWith("/");
}
