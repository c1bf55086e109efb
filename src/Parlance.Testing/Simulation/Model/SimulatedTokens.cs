using System.Text;

namespace Parlance.Testing;

/// <summary>
/// What the simulated model takes for tokens: white space and up to eight letters or digits after it, or one other
/// character. About as many as real tokenizers make of English, the same on every machine, and never a part of a
/// character.
/// </summary>
internal static class SimulatedTokens
{
    private const int MaximumLetters = 8;

    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var position = 0;
        while (position < text.Length)
        {
            position = SkipWhile(text, position, Rune.IsWhiteSpace, int.MaxValue);
            var letters = SkipWhile(text, position, Rune.IsLetterOrDigit, MaximumLetters);
            position = letters > position ? letters : SkipWhile(text, position, static _ => true, 1);
            yield return text[start..position];
            start = position;
        }
    }

    public static int Count(string? text) => string.IsNullOrEmpty(text) ? 0 : Split(text).Count();

    private static int SkipWhile(string text, int position, Func<Rune, bool> holds, int maximum)
    {
        while (position < text.Length && maximum-- > 0)
        {
            // A lone surrogate is a character of its own here, as it is to the encoders.
            var length = Rune.TryGetRuneAt(text, position, out var rune) ? rune.Utf16SequenceLength : 1;
            if (!holds(length == 1 && rune == default ? Rune.ReplacementChar : rune))
            {
                break;
            }

            position += length;
        }

        return position;
    }
}
