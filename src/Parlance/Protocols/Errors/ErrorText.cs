using System.Text;
using System.Text.RegularExpressions;

namespace Parlance.Protocols;

/// <summary>Keeps error texts short and free of credentials.</summary>
internal static partial class ErrorText
{
    private const string Replacement = "***";

    /// <summary>The beginning of a piece of a response, as long as an error body may be.</summary>
    public static string Bound(ReadOnlySpan<byte> utf8)
    {
        var kept = utf8[..Math.Min(utf8.Length, ErrorReader.MaximumBodyBytes)];
        return Bound(Encoding.UTF8.GetString(kept), kept.Length < utf8.Length);
    }

    /// <summary>The text of an error body, with a notice where it was cut.</summary>
    public static string Bound(string text, bool isTruncated) =>
        isTruncated ? $"{Redact(text)} … (the rest of the body was not read)" : Redact(text);

    /// <summary>Replaces what looks like a credential: vendors quote the key they reject.</summary>
    public static string Redact(string text) => CredentialPattern().Replace(text, Replacement);

    // Prefixed keys of the vendors, bearer tokens, JSON Web Tokens, and query-string keys.
    [GeneratedRegex("""\b(?:sk|pk|rk|gsk|xai|pplx|nvapi|hf|r8|fw|csk|ak|tgp|AIza|ya29|AKIA|ASIA|glpat|ghp|[a-z]+_pat_)[-_A-Za-z0-9.*]{12,}|(?i:bearer)\s+[-_A-Za-z0-9.~+/]{8,}=*|\beyJ[-_A-Za-z0-9]{8,}\.[-_A-Za-z0-9]{8,}\.[-_A-Za-z0-9]*|(?<=[?&]key=)[^&\s"]+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CredentialPattern();
}
