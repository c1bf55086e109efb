using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Parlance.Json;

/// <summary>
/// JSON string contents to UTF-8. <see cref="System.Text.Json.Utf8JsonReader"/> throws on a lone surrogate escape, and
/// real streams cut an emoji between two deltas; so the unescaping is ours, with the half that is left over handed back.
/// </summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> ReplacementCharacter => "\uFFFD"u8;

    /// <summary>Unescaped text is never longer than the escaped one; a carried surrogate can add one character in front.</summary>
    public static int MaxLength(int escapedLength) => escapedLength + 4;

    /// <summary>
    /// Writes the text of an escaped JSON string.
    /// </summary>
    /// <param name="escaped">The bytes between the quotes.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="carry">
    /// In: a high surrogate left over from the text before, or '\0'. Out: the one left over from this text.
    /// An orphan becomes U+FFFD.
    /// </param>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination, ref char carry)
    {
        var written = 0;
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain != 0)
            {
                written += FlushCarry(destination[written..], ref carry);
                var run = plain < 0 ? escaped : escaped[..plain];
                run.CopyTo(destination[written..]);
                written += run.Length;
                escaped = escaped[run.Length..];
                continue;
            }

            if (escaped[1] == (byte)'u')
            {
                // The JSON reader has already checked the four hexadecimal digits.
                _ = Utf8Parser.TryParse(escaped.Slice(2, 4), out ushort unit, out _, 'x');
                written += WriteUnit((char)unit, destination[written..], ref carry);
                escaped = escaped[6..];
            }
            else
            {
                written += FlushCarry(destination[written..], ref carry);
                destination[written++] = escaped[1] switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'t' => (byte)'\t',
                    (byte)'r' => (byte)'\r',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    var literal => literal,
                };
                escaped = escaped[2..];
            }
        }

        return written;
    }

    /// <summary>Writes a carried surrogate that found no partner as U+FFFD.</summary>
    public static int FlushCarry(Span<byte> destination, ref char carry)
    {
        if (carry == '\0')
        {
            return 0;
        }

        carry = '\0';
        ReplacementCharacter.CopyTo(destination);
        return ReplacementCharacter.Length;
    }

    /// <summary>The text of a JSON string as a <see cref="string"/>.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        if (!isEscaped)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var rented = ArrayPool<byte>.Shared.Rent(MaxLength(bytes.Length) + 4);
        try
        {
            var carry = '\0';
            var length = Unescape(bytes, rented, ref carry);
            length += FlushCarry(rented.AsSpan(length), ref carry);
            return Encoding.UTF8.GetString(rented, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int WriteUnit(char unit, Span<byte> destination, ref char carry)
    {
        if (char.IsLowSurrogate(unit) && carry != '\0')
        {
            var rune = new Rune(carry, unit);
            carry = '\0';
            return rune.EncodeToUtf8(destination);
        }

        var written = FlushCarry(destination, ref carry);
        if (char.IsHighSurrogate(unit))
        {
            carry = unit;
            return written;
        }

        var scalar = char.IsLowSurrogate(unit) ? Rune.ReplacementChar : new Rune(unit);
        return written + scalar.EncodeToUtf8(destination[written..]);
    }
}
