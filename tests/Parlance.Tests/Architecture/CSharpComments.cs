using System.Text;

namespace Parlance.Tests.Architecture;

/// <summary>
/// Takes comments out of C#. It knows string and character literals well enough not to find comments inside them.
/// </summary>
internal static class CSharpComments
{
    public static string Remove(string source)
    {
        var code = new StringBuilder(source.Length);
        for (var position = 0; position < source.Length;)
        {
            var rest = source.AsSpan(position);
            var length = rest.StartsWith("//") ? LengthUntil(rest, "\n")
                : rest.StartsWith("/*") ? Math.Min(rest.Length, LengthUntil(rest, "*/") + 2)
                : 0;
            if (length > 0)
            {
                position += length;
                continue;
            }

            length = LiteralLength(source, position);
            code.Append(source, position, length);
            position += length;
        }

        return code.ToString();
    }

    /// <summary>The length of the literal at this position, 1 where there is none.</summary>
    private static int LiteralLength(string source, int position)
    {
        var rest = source.AsSpan(position);
        if (rest.StartsWith("\"\"\""))
        {
            var quotes = rest.IndexOfAnyExcept('"') is var end and >= 0 ? end : rest.Length;
            return Math.Min(rest.Length, quotes + LengthUntil(rest[quotes..], new string('"', quotes)) + quotes);
        }

        var isVerbatim = position > 0 && (source[position - 1] == '@' || (source[position - 1] == '$' && position > 1 && source[position - 2] == '@'));
        return rest[0] is '"' or '\'' ? QuotedLength(rest, isVerbatim) : 1;
    }

    private static int QuotedLength(ReadOnlySpan<char> literal, bool isVerbatim)
    {
        for (var index = 1; index < literal.Length; index++)
        {
            if (literal[index] == '\\' && !isVerbatim)
            {
                index++;
            }
            else if (literal[index] == literal[0])
            {
                return index + 1;
            }
        }

        return literal.Length;
    }

    private static int LengthUntil(ReadOnlySpan<char> text, string end) => text.IndexOf(end, StringComparison.Ordinal) is var index and >= 0 ? index : text.Length;
}
