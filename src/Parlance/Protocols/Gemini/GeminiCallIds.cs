using System.Globalization;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Ids of calls. The wire pairs calls and results by name and order, and an id is optional; everything else needs one, so
/// missing ones are made, and made ones are not sent.
/// </summary>
internal static class GeminiCallIds
{
    private const string Prefix = "gemini_call_";

    public static string Make(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    public static bool IsMade(string id) =>
        id.Length > Prefix.Length && id.StartsWith(Prefix, StringComparison.Ordinal) && id.AsSpan(Prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
