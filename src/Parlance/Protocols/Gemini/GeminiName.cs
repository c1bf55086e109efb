using System.Text.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Members' names. The wire is protobuf's JSON, whose parsers take <c>camelCase</c> and <c>snake_case</c> alike; both
/// occur in real traffic, so both are read as the first.
/// </summary>
internal static class GeminiName
{
    public const int MaximumLength = 64;

    /// <summary>The members of an object of a request, by their names in camel case.</summary>
    public static RequestMembers Members(JsonElement source) => new(GeminiProtocol.WireName, source, ToCamel);

    /// <summary>The name in camel case; <paramref name="buffer"/> is used where it differs.</summary>
    public static ReadOnlySpan<byte> ToCamel(ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        // A leading underscore is a part of the name: _responseJsonSchema is a member of its own.
        if (!name.Contains((byte)'_') || name[0] == (byte)'_' || name.Length > buffer.Length)
        {
            return name;
        }

        var length = 0;
        var startsWord = false;
        foreach (var character in name)
        {
            if (character == (byte)'_')
            {
                startsWord = length > 0;
                continue;
            }

            buffer[length++] = startsWord && character is >= (byte)'a' and <= (byte)'z' ? (byte)(character - 32) : character;
            startsWord = false;
        }

        return buffer[..length];
    }

    /// <summary>The name in camel case.</summary>
    public static string ToCamel(string name)
    {
        Span<byte> buffer = stackalloc byte[MaximumLength];
        return name.Contains('_', StringComparison.Ordinal) && name.Length <= MaximumLength && System.Text.Ascii.IsValid(name)
            ? System.Text.Encoding.UTF8.GetString(ToCamel(System.Text.Encoding.UTF8.GetBytes(name), buffer))
            : name;
    }
}
