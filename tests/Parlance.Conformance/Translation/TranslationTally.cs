namespace Parlance.Conformance.Translation;

/// <summary>One translation: what is wrong with it, null for nothing, and whether something was reported as lost.</summary>
internal sealed record TranslationResult(string? Violation, bool HasWarnings);

/// <summary>How many translations from one wire there were into each target, and what was wrong with them.</summary>
internal sealed class TranslationTally
{
    private readonly Dictionary<string, TranslationCounts> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    public TranslationCounts Total => _counts.Values.Aggregate(new TranslationCounts(), (sum, counts) => sum + counts);

    public TranslationCounts this[string target] => _counts.GetValueOrDefault(target);

    public void Add(string target, bool isStreaming, TranslationResult translation)
    {
        _counts[target] = this[target] + new TranslationCounts(isStreaming ? 1 : 0, isStreaming ? 0 : 1, translation.HasWarnings ? 1 : 0);
        if (translation.Violation is { } violation)
        {
            _violations.Add(violation);
        }
    }
}

/// <summary>Numbers of translations.</summary>
/// <param name="Streamed">Streamed ones.</param>
/// <param name="Whole">Those in one body.</param>
/// <param name="Warned">Those of either form of which something was reported as lost or changed.</param>
internal readonly record struct TranslationCounts(int Streamed, int Whole, int Warned)
{
    public int All => Streamed + Whole;

    public static TranslationCounts operator +(TranslationCounts left, TranslationCounts right) =>
        new(left.Streamed + right.Streamed, left.Whole + right.Whole, left.Warned + right.Warned);
}
