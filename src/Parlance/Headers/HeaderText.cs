using System.Buffers;
using System.Collections.Immutable;

namespace Parlance.Headers;

/// <summary>
/// What may stand in an HTTP header. Anything else is refused where it is set: a line break would smuggle in another
/// header, and other characters would fail much later, in the middle of a call.
/// </summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> s_name =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>No headers; names are compared as HTTP does, in any case.</summary>
    public static ImmutableDictionary<string, string> Empty { get; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for printable ASCII.</summary>
    public static bool IsValue(ReadOnlySpan<char> value) => value.IndexOfAnyExceptInRange(' ', '~') < 0;

    /// <summary>The same headers, compared in any case.</summary>
    /// <exception cref="ArgumentException">A name or a value cannot stand in a header. Values are not repeated: they may be secret.</exception>
    public static ImmutableDictionary<string, string> Check(ImmutableDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_name))
            {
                throw new ArgumentException($"'{name.ReplaceLineEndings(" ")}' is not the name of a header.", nameof(headers));
            }

            if (!IsValue(value))
            {
                throw new ArgumentException($"The value of the header '{name}' must be printable ASCII: no line breaks, no other characters.", nameof(headers));
            }
        }

        return headers.WithComparers(StringComparer.OrdinalIgnoreCase);
    }
}
