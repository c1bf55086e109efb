namespace Parlance.Protocols;

/// <summary>URLs that hold their content: <c>data:image/png;base64,…</c>.</summary>
internal static class DataUrl
{
    /// <summary>Splits a base64 data URL.</summary>
    public static bool TryParse(string url, out string mediaType, out ReadOnlySpan<char> base64)
    {
        mediaType = "";
        base64 = default;
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var comma = url.IndexOf(',', StringComparison.Ordinal);
        const string Marker = ";base64";
        if (comma < 0 || !url.AsSpan(0, comma).EndsWith(Marker, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        mediaType = url["data:".Length..(comma - Marker.Length)];
        base64 = url.AsSpan(comma + 1);
        return mediaType.Contains('/', StringComparison.Ordinal);
    }
}
