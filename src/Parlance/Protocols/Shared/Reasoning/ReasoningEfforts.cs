using System.Collections.Immutable;

namespace Parlance.Protocols;

/// <summary>The words for how hard to think that the wires have in common.</summary>
internal static class ReasoningEfforts
{
    /// <summary>The level for a receiver that must be told one, where a call says only that it shall reason.</summary>
    public const string Middle = "medium";

    /// <summary>Groq's word for the level that a model has where nothing is said: https://console.groq.com/docs/reasoning.</summary>
    public const string Default = "default";

    private static readonly ImmutableArray<string> s_scale = ["minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>The level nearest to a budget of tokens.</summary>
    public static string Of(long budget) => budget switch
    {
        <= 1024 => "low",
        <= 4096 => "medium",
        _ => "high",
    };

    /// <summary>
    /// The nearest of the words that a receiver takes, the lower one of two; its only word where that has no height, such
    /// as <c>default</c>. A word of no known height stays.
    /// </summary>
    public static string Nearest(string effort, ImmutableArray<string> known)
    {
        if (known is [var only] && s_scale.IndexOf(only) < 0)
        {
            return only;
        }

        var height = s_scale.IndexOf(effort);
        if (height < 0 || known.IndexOf(effort) >= 0)
        {
            return effort;
        }

        var nearest = effort;
        var distance = int.MaxValue;
        foreach (var word in known)
        {
            var other = s_scale.IndexOf(word);
            if (other >= 0 && Math.Abs(other - height) < distance)
            {
                (nearest, distance) = (word, Math.Abs(other - height));
            }
        }

        return nearest;
    }
}
