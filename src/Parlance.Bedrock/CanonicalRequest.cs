using System.Security.Cryptography;
using System.Text;

namespace Parlance;

/// <summary>
/// A request in the one form that Signature Version 4 signs
/// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
/// <param name="Text">The form itself.</param>
/// <param name="SignedHeaders">The names of the headers in it, separated by semicolons.</param>
internal readonly record struct CanonicalRequest(string Text, string SignedHeaders)
{
    public static CanonicalRequest Create(string method, Uri url, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        var sorted = headers
            .Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), CollapseSpaces(header.Value)))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .ToArray();
        var signed = string.Join(';', sorted.Select(header => header.Key));
        var text = new StringBuilder()
            .Append(method).Append('\n')
            .Append(EncodePath(url.AbsolutePath)).Append('\n')
            .Append(SortQuery(url.Query)).Append('\n');
        foreach (var (name, value) in sorted)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n').Append(signed).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body)));
        return new CanonicalRequest(text.ToString(), signed);
    }

    /// <summary>Every service but S3 takes the segments encoded twice; those of the URL are encoded once already.</summary>
    private static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string SortQuery(string query) => string.Join(
        '&',
        query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
            .Order(StringComparer.Ordinal));

    private static string CollapseSpaces(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
