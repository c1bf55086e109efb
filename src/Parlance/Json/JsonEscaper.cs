using System.Buffers;
using System.Text.Unicode;

namespace Parlance.Json;

/// <summary>
/// Text to the content of a JSON string, byte for byte as <see cref="JsonFormat.Wire"/> writes it. The framework's encoder
/// asks of every character behind the first one that is not plain ASCII whether it may stay; conversations are full of
/// quotes, line feeds and accents, for which the answer is known.
/// </summary>
internal static class JsonEscaper
{
    /// <summary>How many bytes a character takes at most.</summary>
    public const int MaximumExpansion = 2;

    private const int ShortRun = 8;

    private static readonly SearchValues<char> s_plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(letter => letter is not ('"' or '\\'))]);

    /// <summary>Escapes a text; false where it holds a character whose escape is left to the framework.</summary>
    /// <param name="text">The text.</param>
    /// <param name="utf8">Room for <see cref="MaximumExpansion"/> bytes for each character.</param>
    /// <param name="written">How many bytes were written.</param>
    public static bool TryEscape(ReadOnlySpan<char> text, Span<byte> utf8, out int written)
    {
        written = 0;
        for (var i = 0; i < text.Length;)
        {
            // JSON in a string has a quote every few characters, which a vectorized search would only slow down.
            var next = Math.Min(text.Length, i + ShortRun);
            while (i < next && s_plain.Contains(text[i]))
            {
                utf8[written++] = (byte)text[i++];
            }

            if (i == next)
            {
                var run = text[i..].IndexOfAnyExcept(s_plain);
                var plain = run < 0 ? text[i..] : text.Slice(i, run);
                Utf8.FromUtf16(plain, utf8[written..], out _, out var copied);
                written += copied;
                i += plain.Length;
            }

            if (i == text.Length)
            {
                break;
            }

            var pair = Find(text[i++]);
            if (pair == 0)
            {
                return false;
            }

            utf8[written++] = (byte)(pair >> 8);
            utf8[written++] = (byte)pair;
        }

        return true;
    }

    /// <summary>The two bytes that a character becomes, 0 for one that is not known here.</summary>
    private static int Find(char letter) => letter switch
    {
        '"' => ('\\' << 8) | '"',
        '\\' => ('\\' << 8) | '\\',
        '\n' => ('\\' << 8) | 'n',
        '\r' => ('\\' << 8) | 'r',
        '\t' => ('\\' << 8) | 't',
        // The letters of Latin-1 and its extensions, without the soft hyphen, which is escaped.
        >= '\u00A1' and <= '\u024F' and not '\u00AD' => ((0xC0 | (letter >> 6)) << 8) | 0x80 | (letter & 0x3F),
        _ => 0,
    };
}
