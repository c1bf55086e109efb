using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What one of Gemini's models takes, read from its name.</summary>
/// <remarks>Source: https://ai.google.dev/gemini-api/docs/thinking (budgets and levels by model); big-AGI#900 for gemini-3-pro.</remarks>
internal sealed partial class GeminiModel
{
    private readonly string _name;

    private GeminiModel(string name)
    {
        _name = name;
        var match = Generation.Match(name);
        Version = match.Success ? double.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture) : 0;
    }

    public static GeminiModel Parse(string model) => new(model[(model.LastIndexOf('/') + 1)..]);

    /// <summary>2.5 or 3; 0 where the name does not say it.</summary>
    public double Version { get; }

    public bool IsThird => Version >= 3;

    /// <summary>True where nothing is known of the model's thinking.</summary>
    public bool IsUnknown => Version == 0 || _name.Contains("image", StringComparison.Ordinal) || _name.Contains("thinking", StringComparison.Ordinal);

    public bool IsThinking => Version >= 2.5;

    /// <summary>The levels, empty before Gemini 3.</summary>
    public IReadOnlyList<string> Levels =>
        !IsThird ? []
        : !_name.Contains("pro", StringComparison.Ordinal) ? ["minimal", "low", "medium", "high"]
        : Version >= 3.1 ? ["low", "medium", "high"]
        : ["low", "high"];

    /// <summary>True where the budget is one that the model takes: -1 lets it choose, 0 switches thinking off where that is possible.</summary>
    public bool TakesBudget(double budget) =>
        budget == -1
        || (_name.Contains("lite", StringComparison.Ordinal) ? budget is 0 or (>= 512 and <= 24576)
            : _name.Contains("pro", StringComparison.Ordinal) ? budget is >= 128 and <= 32768
            : budget is >= 0 and <= 24576);

    [GeneratedRegex(@"gemini-(?<version>\d+(?:\.\d+)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generation { get; }
}
