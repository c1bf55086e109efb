using System.Text.RegularExpressions;
using Parlance.Conformance.Field;

namespace Parlance.Conformance.Agents;

/// <summary>What no request may be told of a receiver, because it is not so there.</summary>
/// <param name="Agents">The agent's name, or <c>*</c>.</param>
/// <param name="Target">The beginning of the receivers' names.</param>
/// <param name="Pattern">A warning like this, as <see cref="FieldCondition.Describe"/> writes it.</param>
/// <param name="Why">What is so.</param>
internal sealed record FalseWarning(string Agents, string Target, string Pattern, string Why)
{
    private static readonly IReadOnlyList<FalseWarning> s_all =
    [
        new("claude-code", "anthropic/claude-sonnet", ".", "it is at home, and its model takes all of it."),
        new("claude-code", "bedrock/", "reasons on only where", "the open loop of tools begins with Claude's own thinking, and Claude does not think again between calls: https://platform.claude.com/docs/en/build-with-claude/extended-thinking#interleaved-thinking."),
        new("claude-code-search", "anthropic/claude-sonnet", ".", "it is at home."),
        new("codex", "openai-responses/", ".", "it is at home."),
        new("gemini-cli", "gemini/", ".", "it is at home."),
        new("cline", "openai/", @"^(?!Unsupported \S*messages\[)", "it is at home; only reasoning in words has no place."),
        new("*", "openrouter/anthropic/", "caches by itself", "OpenRouter passes cache marks on to Claude."),
        new("*", "anthropic/", "cache", "Claude takes cache marks."),
        new("*", "bedrock/", "cache_control", "Claude on Bedrock takes cache points."),
        new("*", "openai/", "no member '(store|verbosity|metadata|service_tier|prompt_cache_key|user|top_p)'", "OpenAI's chat completions have the member."),
        new("*", "openai-responses/", "no member '(store|verbosity|metadata|service_tier|prompt_cache_key|user|top_p)'", "Responses has the member."),
        new("*", "", @"'(custom|apply_patch|namespace|mcp__weather)' is known to", "every receiver can be offered a function that stands for the tool."),
        new("*", "", "additionalProperties", "an object closed or open is no change that a model sees."),
        new("claude-code-search", "gemini/", "No tool is offered", "the search is offered; it cannot be forced."),
        new("claude-code-search", "openrouter/", "No tool is offered", "the search is offered; it cannot be forced."),
        new("claude-code-search", "openai-responses/", "no member 'allowed_domains'", "Responses has it as filters.allowed_domains: https://platform.openai.com/docs/guides/tools-web-search#domain-filtering."),
        new("*", "gemini/", "systemInstruction", "the role of an instruction says nothing."),
        new("*", "deepseek/", "reasoning (is taken|was left)|takes no reasoning", "DeepSeek takes reasoning in words."),
        new("*", "dashscope/", "reasoning (is taken|was left)|takes no reasoning", "Qwen takes reasoning in words."),
        new("*", "ollama/", "takes no reasoning", "Ollama takes reasoning in words."),
    ];

    /// <summary>The warnings of a written request that are not so, each with what is.</summary>
    public static IEnumerable<string> Find(string agent, string target, WrittenRequest written) =>
        from warning in written.Warnings.Select(FieldCondition.Describe)
        from wrong in s_all
        where (wrong.Agents == "*" || wrong.Agents == agent) && target.StartsWith(wrong.Target, StringComparison.Ordinal)
            && Regex.IsMatch(warning, wrong.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        select $"false warning: {warning} But {wrong.Why}";
}
