namespace Parlance.Conformance.Grammar;

/// <summary>A good response and one change that breaks it.</summary>
internal static class BrokenResponse
{
    /// <summary>Replaces a text that must be there, so that no mutation silently does nothing.</summary>
    public static string Replace(string response, string what, string with)
    {
        response.ShouldContain(what);
        var at = response.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(response.AsSpan(0, at), with, response.AsSpan(at + what.Length));
    }

    /// <summary>Reads a raw string literal as a body: its lines are separated by line feeds on every system, and a stream ends with a blank line.</summary>
    public static string Stream(string literal) => literal.ReplaceLineEndings("\n").TrimEnd('\n') + "\n\n";

    public static string Lines(string literal) => literal.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
