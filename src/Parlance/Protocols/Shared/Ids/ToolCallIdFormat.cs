using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Protocols;

/// <summary>What the ids of calls look like at a receiver, and those that are made for calls without one.</summary>
/// <param name="Prefix">What made ids begin with; the call's position follows.</param>
internal sealed record ToolCallIdFormat(string Prefix)
{
    private const char Replacement = '_';

    /// <summary>Nine letters and digits: the narrowest form that any wire accepts for an id.</summary>
    public static ToolCallIdFormat Narrow { get; } = new("call") { Digits = 5 };

    /// <summary>
    /// Letters and digits of ASCII, underscores and dashes: <c>[a-zA-Z0-9_-]+</c>, what Anthropic and Converse take
    /// (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html).
    /// </summary>
    public static SearchValues<char> PlainLetters { get; } = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>How many digits a position has at least.</summary>
    public int Digits { get; init; } = 1;

    /// <summary>The letters that an id may have, null for any.</summary>
    public SearchValues<char>? Letters { get; init; }

    public int MaximumLength { get; init; } = int.MaxValue;

    /// <summary>How many letters and digits an id has, no more and no fewer; null where the length is free.</summary>
    public int? ExactLength { get; init; }

    /// <summary>The id of a call that has none: the same in every request that repeats the call.</summary>
    public string Make(int position) => Prefix + position.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    /// <summary>True for an id that was made, and so means nothing to anybody else.</summary>
    public bool IsMade(string id) =>
        id.Length >= Prefix.Length + Digits && id.StartsWith(Prefix, StringComparison.Ordinal) && id.AsSpan(Prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The id as the receiver accepts it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="ending">What it ends with, to tell it from another one that fits alike.</param>
    public string Fit(string id, string ending = "")
    {
        if (ExactLength is { } exact)
        {
            return ending.Length == 0 && id.Length == exact && id.All(char.IsAsciiLetterOrDigit) ? id : Digest(id + ending, exact);
        }

        var length = Math.Min(id.Length, MaximumLength - ending.Length);
        if (length == id.Length && ending.Length == 0 && (Letters is null || !id.AsSpan().ContainsAnyExcept(Letters)))
        {
            return id;
        }

        var fitted = id.AsSpan(0, length).ToArray();
        for (var i = 0; i < fitted.Length; i++)
        {
            fitted[i] = Letters is null || Letters.Contains(fitted[i]) ? fitted[i] : Replacement;
        }

        return new string(fitted) + ending;
    }

    /// <summary>Letters and digits that stand for an id: the same in every request, and others for other ids.</summary>
    private static string Digest(string id, int length)
    {
        const string letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return string.Create(length, digest, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = letters[bytes[i % bytes.Length] % letters.Length];
            }
        });
    }
}
