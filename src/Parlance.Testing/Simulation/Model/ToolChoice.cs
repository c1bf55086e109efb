using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parlance.Testing;

/// <summary>Which of the offered tools the simulated model calls.</summary>
internal static partial class ToolChoice
{
    // The verbs and fillers of tools' names: that a prompt says "get" does not ask for get_weather.
    private static readonly HashSet<string> s_commonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "get", "set", "list", "find", "fetch", "lookup", "look", "search", "create", "make", "run", "call", "tool", "function", "current", "the", "and", "for", "by", "of", "in", "to", "from", "with", "my", "new", "all", "data", "info",
    };

    /// <summary>The tools to call, in the order in which the prompt speaks of them.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Choose(ChatOptions options, string prompt)
    {
        var tools = options.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        if (tools.Count == 0 || options.ToolMode is NoneChatToolMode)
        {
            return [];
        }

        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            return [.. tools.Where(tool => tool.Name == name).Take(1)];
        }

        var asked = tools
            .Select(tool => (Tool: tool, Position: FindMention(tool.Name, prompt)))
            .Where(candidate => candidate.Position >= 0)
            .OrderBy(candidate => candidate.Position)
            .Select(candidate => candidate.Tool)
            .ToList();
        if (asked.Count == 0 && options.ToolMode is RequiredChatToolMode)
        {
            asked.Add(tools[0]);
        }

        return options.AllowMultipleToolCalls == false ? [.. asked.Take(1)] : asked;
    }

    /// <summary>Where the prompt speaks of a tool: by its name, or by the words of it that mean something; -1 for nowhere.</summary>
    private static int FindMention(string name, string prompt)
    {
        var whole = prompt.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (whole >= 0)
        {
            return whole;
        }

        var first = int.MaxValue;
        var words = NameWord().Matches(name).Select(match => match.Value).Where(word => word.Length > 2 && !s_commonWords.Contains(word)).ToList();
        foreach (var word in words)
        {
            var at = Regex.Match(prompt, $@"\b{Regex.Escape(word)}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (!at.Success)
            {
                return -1;
            }

            first = Math.Min(first, at.Index);
        }

        return words.Count > 0 ? first : -1;
    }

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\d]+|\p{Lu}+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameWord();
}
