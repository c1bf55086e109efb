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
    /// <param name="method">The method.</param>
    /// <param name="path">The path as it is sent.</param>
    /// <param name="query">The query as it is sent.</param>
    /// <param name="headers">The headers to sign, each name once.</param>
    /// <param name="body">The body.</param>
    public static CanonicalRequest Create(string method, string path, string query, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        var sorted = headers
            .Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), CollapseSpaces(header.Value)))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .ToArray();
        var signed = string.Join(';', sorted.Select(header => header.Key));
        var text = new StringBuilder()
            .Append(method).Append('\n')
            .Append(EncodePath(path)).Append('\n')
            .Append(SortQuery(query)).Append('\n');
        foreach (var (name, value) in sorted)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n').Append(signed).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body)));
        return new CanonicalRequest(text.ToString(), signed);
    }

    /// <summary>Every service but S3 takes the segments encoded once more than they are sent.</summary>
    private static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>By name, then by value: the sign between them must not decide, for some letters of names come before it.</summary>
    private static string SortQuery(string query) => string.Join(
        '&',
        query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Name: pair[0], Value: pair.Length > 1 ? pair[1] : ""))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Value, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}={pair.Value}"));

    private static string CollapseSpaces(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
