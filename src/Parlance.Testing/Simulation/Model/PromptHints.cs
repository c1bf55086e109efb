using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Testing;

/// <summary>
/// Values for named fields, taken from what the user said: <c>city: Paris</c>, what stands in quotes, capitalized words
/// after a preposition, numbers in their order. Each is given once.
/// </summary>
internal sealed partial class PromptHints
{
    // Names that ask for the prompt itself rather than for a part of it.
    private static readonly HashSet<string> s_wholePrompt = new(StringComparer.OrdinalIgnoreCase)
    {
        "query", "question", "text", "message", "prompt", "input", "content", "q", "search_query",
    };

    private readonly string _prompt;
    private readonly Queue<string> _quoted;
    private readonly Queue<string> _names;
    private readonly Queue<decimal> _numbers;

    public PromptHints(string prompt)
    {
        _prompt = prompt;
        _quoted = new(Quoted().Matches(prompt).Select(match => match.Groups["text"].Value));
        _names = new(ProperName().Matches(prompt).Select(match => match.Groups["name"].Value));
        _numbers = new(Number().Matches(prompt).Select(match => decimal.Parse(match.Value, NumberStyles.Number, CultureInfo.InvariantCulture)));
    }

    /// <summary>A text for a field.</summary>
    public string? FindText(string field) =>
        FindNamed(field)
        ?? (_quoted.TryDequeue(out var quoted) ? quoted
        : s_wholePrompt.Contains(field) && _prompt.Length > 0 ? _prompt
        : _names.TryDequeue(out var name) ? name
        : null);

    /// <summary>A number for a field.</summary>
    public decimal? FindNumber(string field) =>
        decimal.TryParse(FindNamed(field), NumberStyles.Number, CultureInfo.InvariantCulture, out var named) ? named
        : _numbers.TryDequeue(out var number) ? number
        : null;

    /// <summary>True where the user speaks of this value, as a word.</summary>
    public bool Mentions(string value) => value.Length > 0 && Regex.IsMatch(_prompt, $@"(?<!\w){Regex.Escape(value)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private string? FindNamed(string field)
    {
        var spoken = Regex.Escape(field).Replace("_", @"[\s_-]", StringComparison.Ordinal);
        var match = Regex.Match(_prompt, $@"(?<!\w){spoken}\s*(?:[:=]|\bis\b)\s*[\x22']?(?<value>[^\x22',;.\n]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups["value"].Value.Trim() : null;
    }

    [GeneratedRegex(@"\x22(?<text>[^\x22\n]+)\x22|“(?<text>[^”\n]+)”|`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=\b(?:in|for|to|at|of|from|near|about|and|is)\s)(?<name>\p{Lu}[\p{L}\d'’-]*(?:\s\p{Lu}[\p{L}\d'’-]*)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProperName();

    [GeneratedRegex(@"(?<![\w.])-?\d{1,15}(\.\d{1,10})?(?!\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
