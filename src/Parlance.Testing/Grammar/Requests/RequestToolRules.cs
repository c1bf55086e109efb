using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What holds for the names of tools and for the choice among them.</summary>
internal static partial class RequestToolRules
{
    /// <summary>The names of the offered functions, each checked.</summary>
    public static void CheckNames(RequestReport report, IEnumerable<RequestNode> names, Regex pattern)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            CheckName(report, name, pattern);
            report.Require(name.Text is null || seen.Add(name.Text), RequestRules.DuplicateTool, name, $"is '{name.Text}', as another tool's.");
        }
    }

    public static void CheckName(RequestReport report, RequestNode name, Regex pattern)
    {
        if (name.Text is not { } text)
        {
            report.Add(RequestRules.ToolName, name, "is no text.");
        }
        else
        {
            report.Require(pattern.IsMatch(text), RequestRules.ToolName, name, $"is '{text}' and must match {pattern}.");
        }
    }

    public static void CheckChosen(RequestReport report, RequestNode chosen, IReadOnlySet<string> offered)
    {
        if (chosen.Text is { } name)
        {
            report.Require(offered.Contains(name), RequestRules.ChosenToolMissing, chosen, $"is '{name}', and no such tool is offered.");
        }
    }

    /// <summary>Letters, digits, underscore and dash, at most 64: OpenAI, Anthropic before 2025, Bedrock, Mistral, Groq, DeepSeek.</summary>
    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Plain { get; }

    /// <summary>Anthropic takes up to 128: https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use.</summary>
    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Long { get; }

    /// <summary>Gemini begins with a letter or an underscore and has dots and colons: https://ai.google.dev/api/caching#FunctionDeclaration.</summary>
    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Gemini { get; }

    /// <summary>Moonshot begins with a letter: kimi-cli#2531.</summary>
    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex LetterFirst { get; }

    /// <summary>Nothing but that there is one.</summary>
    [GeneratedRegex("^[^\\s].{0,255}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Any { get; }
}
