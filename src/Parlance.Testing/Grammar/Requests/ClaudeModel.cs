using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What one of Anthropic's models takes, read from its name on any host.</summary>
/// <remarks>
/// Sources: platform.claude.com/docs/en/about-claude/models/migration-guide, docs.claude.com/en/docs/build-with-claude/effort,
/// hermes-agent#11137 and ComfyUI#13923 (4.7), dev.to/hassann "Migrating from Opus 4.8 to Opus 5".
/// </remarks>
internal sealed partial class ClaudeModel
{
    private readonly string _kind;
    private readonly double _version;

    private ClaudeModel(string kind, double version)
    {
        _kind = kind;
        _version = version;
    }

    /// <summary>The model of a name, null where it is none of Claude's.</summary>
    public static ClaudeModel? Parse(string model)
    {
        var match = Pattern.Match(model);
        if (!match.Success)
        {
            return null;
        }

        var (major, minor) = (match.Groups["major"].Value, match.Groups["minor"].Value);
        return new(match.Groups["kind"].Value, double.Parse($"{major}.{(minor.Length == 0 ? "0" : minor)}", CultureInfo.InvariantCulture));
    }

    public double Version => _version;

    /// <summary>Extended thinking began with 3.7.</summary>
    public bool IsThinking => _version >= 3.7;

    /// <summary>https://docs.claude.com/en/docs/build-with-claude/adaptive-thinking: Opus 4.6, Sonnet 4.6 and later.</summary>
    public bool HasAdaptiveThinking => _version >= 4.6;

    /// <summary>hermes-agent#11137: '"thinking.type.enabled" is not supported for this model' from 4.7 on.</summary>
    public bool HasThinkingBudget => IsThinking && _version < 4.7;

    /// <summary>ComfyUI#13923: '`temperature` is deprecated for this model' from 4.7 on.</summary>
    public bool HasSampling => _version < 4.7;

    /// <summary>litellm#15097: 4.1 to 4.6 take one of the two.</summary>
    public bool RefusesSamplingPair => _version >= 4.1;

    /// <summary>vercel/ai#12296: 4.6 and later refuse a prefill.</summary>
    public bool HasPrefill => _version < 4.6;

    /// <summary>docs.claude.com structured-outputs: Opus 4.1, and all models from 4.5 on.</summary>
    public bool HasOutputFormat => _version >= 4.1;

    /// <summary>dev.to/hassann: 'Mid-conversation system messages: previously a 400' before Opus 5; Opus 4.8 takes them by a beta (recorded).</summary>
    public bool HasSystemTurns => _version >= 4.8;

    /// <summary>docs.claude.com effort: Opus 4.5 on; max from 4.6, xhigh from 4.7.</summary>
    public IReadOnlyList<string> Efforts =>
        _version >= 4.7 ? ["low", "medium", "high", "xhigh", "max"]
        : _version >= 4.6 ? ["low", "medium", "high", "max"]
        : _version >= 4.5 && _kind == "opus" ? ["low", "medium", "high"]
        : [];

    [GeneratedRegex(@"claude-(?:(?<kind>[a-z]+)-)?(?<major>\d)(?:[.-](?<minor>\d)(?!\d))?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
