using System.Text;
using System.Text.RegularExpressions;

namespace Parlance;

/// <summary>Keeps error texts short and free of credentials.</summary>
internal static partial class ErrorText
{
    /// <summary>How much of a body an error keeps.</summary>
    public const int MaximumBodyBytes = 10_240;

    private const string Replacement = "***";
    private const string Notice = " … (the rest of the body was not read)";

    /// <summary>The beginning of a piece of a response, as long as an error body may be, with a notice where it was cut.</summary>
    /// <param name="utf8">The piece.</param>
    /// <param name="isTruncated">True where it has been cut before.</param>
    public static string Bound(ReadOnlySpan<byte> utf8, bool isTruncated = false)
    {
        var kept = utf8[..Math.Min(utf8.Length, MaximumBodyBytes)];
        var text = Redact(Encoding.UTF8.GetString(kept));
        return isTruncated || kept.Length < utf8.Length ? text + Notice : text;
    }

    /// <summary>Text of unknown origin as it may be kept: one that is bounded already stays as it is.</summary>
    public static string Keep(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        return size <= MaximumBodyBytes || (text.EndsWith(Notice, StringComparison.Ordinal) && size <= MaximumBodyBytes + Encoding.UTF8.GetByteCount(Notice))
            ? Redact(text)
            : Bound(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Replaces what looks like a credential: vendors quote the key they reject.</summary>
    public static string Redact(string text) => CredentialPattern().Replace(text, Replacement);

    // Prefixed keys of the vendors, bearer tokens, JSON Web Tokens, and query-string keys.
    [GeneratedRegex("""\b(?:sk|pk|rk|gsk|xai|pplx|nvapi|hf|r8|fw|csk|ak|tgp|AIza|ya29|AKIA|ASIA|glpat|ghp|[a-z]+_pat_)[-_A-Za-z0-9.*]{12,}|(?i:bearer)\s+[-_A-Za-z0-9.~+/]{8,}=*|\beyJ[-_A-Za-z0-9]{8,}\.[-_A-Za-z0-9]{8,}\.[-_A-Za-z0-9]*|(?<=[?&]key=)[^&\s"]+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CredentialPattern();
}
