using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Content in words, for a wire that cannot carry it: what it is and how large, never its data.</summary>
internal static class ContentDescription
{
    public static string Of(AIContent content) => content switch
    {
        DataContent data => string.Create(CultureInfo.InvariantCulture, $"[{Name(data.Name)}{data.MediaType}, {data.Data.Length:N0} bytes]"),
        UriContent { Uri.Scheme: "data" } uri => $"[{uri.MediaType}]",
        UriContent uri => $"[{uri.MediaType} at {uri.Uri}]",
        HostedFileContent file => $"[{Name(file.Name)}{file.MediaType ?? "file"} {file.FileId}]",
        _ => $"[{ContentKind.Of(content)}]",
    };

    private static string Name(string? name) => name is { Length: > 0 } ? $"{name}, " : "";
}
