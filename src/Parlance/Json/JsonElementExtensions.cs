using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Parlance.Json;

/// <summary>
/// Reading parsed JSON that somebody else wrote: absent and null mean the same, a value of another kind than expected is
/// absent, and nothing throws.
/// </summary>
public static class JsonElementExtensions
{
    /// <summary>Finds a member that is present and not null.</summary>
    /// <param name="element">The object; a value of any other kind has no members.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="member">The member, undefined where there is none.</param>
    public static bool TryGetMember(this JsonElement element, ReadOnlySpan<byte> name, out JsonElement member)
    {
        member = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }

    /// <summary>A member, or an undefined element where it is absent or null.</summary>
    /// <param name="element">The object; a value of any other kind has no members.</param>
    /// <param name="name">The member's name.</param>
    public static JsonElement Member(this JsonElement element, ReadOnlySpan<byte> name) => element.TryGetMember(name, out var member) ? member : default;

    /// <summary>A member of a value that may not be there, or an undefined element.</summary>
    public static JsonElement Member(this JsonElement? element, ReadOnlySpan<byte> name) => element is { } value ? value.Member(name) : default;

    /// <summary>Finds the text of a member that is a string.</summary>
    /// <param name="element">The object; a value of any other kind has no members.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="text">The text, null where there is none.</param>
    public static bool TryGetText(this JsonElement element, ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? text)
    {
        text = element.Member(name).AsText();
        return text is not null;
    }

    /// <summary>Reads a whole number, which languages without integers write as <c>5.0</c> or <c>5e0</c>.</summary>
    /// <param name="element">The number; a value of any other kind is none.</param>
    /// <param name="whole">The number, 0 where it is none.</param>
    public static bool TryGetWhole(this JsonElement element, out long whole)
    {
        // Beyond 2^53 a float no longer says which whole number it is.
        const double largest = 1L << 53;
        whole = 0;
        if (element.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        if (element.TryGetInt64(out whole))
        {
            return true;
        }

        if (!element.TryGetDouble(out var number) || number != Math.Truncate(number) || Math.Abs(number) > largest)
        {
            return false;
        }

        whole = (long)number;
        return true;
    }

    /// <summary>Text that holds one JSON value, as such; undefined for any other text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind"><see cref="JsonValueKind.Object"/> or <see cref="JsonValueKind.Array"/> where it must be one, else undefined.</param>
    internal static JsonElement Parse(string? text, JsonValueKind kind = JsonValueKind.Undefined)
    {
        try
        {
            // What begins as something else, such as a signature in base64, is not worth an exception.
            var beginning = kind switch { JsonValueKind.Object => "{", JsonValueKind.Array => "[", _ => "" };
            return text is not null && text.AsSpan().TrimStart().StartsWith(beginning) ? JsonElement.Parse(text) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A string's text, or null for any other value. Unlike <see cref="JsonElement.GetString"/> it reads lone surrogates, as U+FFFD.</summary>
    /// <param name="element">The value.</param>
    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        return JsonText.ToText(raw, raw.Contains((byte)'\\'));
    }
}
