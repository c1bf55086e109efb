using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What holds for texts, ids and signatures on every wire.</summary>
internal static partial class RequestTextRules
{
    /// <summary>Reports every half of a surrogate pair, in names and values: the body is then no text that could be read.</summary>
    public static void CheckUnicode(RequestReport report, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                report.Add(RequestRules.LoneSurrogate, default, $"holds half a surrogate pair at byte {reader.TokenStartIndex}.");
                return;
            }
        }
    }

    public static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    /// <summary>
    /// A signature is base64 (standard or for addresses), and no state of another: not JSON, not the envelope of a gateway.
    /// </summary>
    public static void CheckSignature(RequestReport report, RequestNode signature)
    {
        if (!signature.IsPresent)
        {
            return;
        }

        var isWell = signature.Text is { Length: > 0 } text && Base64.IsMatch(text) && !text.StartsWith("parlance", StringComparison.OrdinalIgnoreCase) && !HoldsJson(text);
        report.Require(isWell, RequestRules.Signature, signature, "is no signature of the receiver's own.");
    }

    /// <summary>True where the JSON text says so much as the word, in any case.</summary>
    public static bool SaysJson(string text) => text.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static bool HoldsJson(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var count) && count > 1 && buffer[0] == (byte)'{' && Encoding.UTF8.GetString(buffer, 0, count).EndsWith('}');
    }

    [GeneratedRegex("^[A-Za-z0-9+/_-]+={0,2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base64 { get; }

    /// <summary>https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html; Anthropic's tool_use ids are the same.</summary>
    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex PlainId { get; }

    /// <summary>Anthropic gives no length: https://docs.claude.com/en/api/messages ('String should match pattern').</summary>
    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex PlainIdOfAnyLength { get; }

    /// <summary>Mistral: 'must be a-z, A-Z, 0-9, with a length of 9' (opencode#1680).</summary>
    [GeneratedRegex("^[a-zA-Z0-9]{9}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex NineLetters { get; }

    /// <summary>docs.aws.amazon.com DocumentBlock: letters, digits, single white space, hyphens, round and square brackets; underscores are recorded.</summary>
    [GeneratedRegex(@"^(?!.*\s\s)[a-zA-Z0-9_\s()\[\]-]{1,200}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex DocumentName { get; }
}
