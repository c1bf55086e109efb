using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Protocols;

/// <summary>The two numbers in a vendor's sentence about a context window that is too small.</summary>
internal static partial class ContextOverflowText
{
    /// <summary>Finds how many tokens were asked for and how many the model takes, each null where the text does not say.</summary>
    public static (long? Requested, long? Maximum) ReadTokens(string text)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[MoreThan(), MaximumThenRequested(), InputExceeds(), RequestExceeds(), LimitOnly()])
        {
            var match = pattern.Match(text);
            if (match.Success)
            {
                return (Read(match.Groups["requested"]), Read(match.Groups["maximum"]));
            }
        }

        return default;
    }

    private static long? Read(Group number) =>
        number.Success && long.TryParse(number.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) ? value : null;

    // Anthropic: "prompt is too long: 210000 tokens > 200000 maximum"
    [GeneratedRegex(@"(?<requested>[\d,]+) tokens > (?<maximum>[\d,]+) maximum", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MoreThan();

    // OpenAI and those who copy it: "maximum context length is 8192 tokens. However, you requested about 9000 tokens"
    [GeneratedRegex(@"maximum context length is (?<maximum>[\d,]+) tokens.*?(requested|resulted in)( about)? (?<requested>[\d,]+) tokens", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaximumThenRequested();

    // Google: "input token count (1250074) exceeds the maximum number of tokens allowed (1048576)"
    [GeneratedRegex(@"token count \(?(?<requested>[\d,]+)\)? exceeds the maximum number of tokens allowed \(?(?<maximum>[\d,]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InputExceeds();

    // llama.cpp: "request (2009 tokens) exceeds the available context size (512 tokens)"
    [GeneratedRegex(@"request \((?<requested>[\d,]+) tokens\) exceeds the available context size \((?<maximum>[\d,]+) tokens", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestExceeds();

    // Cohere: "The limit for this model is 288000 tokens."
    [GeneratedRegex(@"limit for this model is (?<maximum>[\d,]+) tokens", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LimitOnly();
}
