using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.BedrockConverse;

namespace Parlance;

/// <summary>
/// Claude by its generations, once for Anthropic's wire and for Converse. Sources: platform.claude.com/docs/en/about-claude/models/migration-guide
/// (sampling, kinds of thinking), /docs/en/build-with-claude/effort (levels) and /docs/en/about-claude/models/overview
/// (output limits). The dated ids of older models end in eight digits, which are no version.
/// </summary>
/// <param name="Name">The generation's name, for people.</param>
/// <param name="Matches">Tells by an id, on whichever host, whether a model belongs to it.</param>
/// <param name="MaximumOutput">How many tokens its models write at most.</param>
internal sealed partial record ClaudeModels(string Name, Func<string, bool> Matches, int MaximumOutput)
{
    private static readonly ReasoningAbility s_absent = new() { IsAbsent = true, Switch = ReasoningSwitch.Off };
    private static readonly ReasoningAbility s_both = ReasoningAbility.AdaptiveThinking with { Efforts = ["low", "medium", "high", "max"], ForbidsForcedTools = false };
    private static readonly ReasoningAbility s_always = ReasoningAbility.AdaptiveThinking with { Switch = ReasoningSwitch.On, ReasonsUnasked = true };
    private static readonly ImmutableArray<string> s_upToHigh = ["low", "medium", "high"];

    /// <summary>All generations; a model belongs to one of them at most.</summary>
    public static ImmutableArray<ClaudeModels> All { get; } =
    [
        new("before Claude 3.5", static id => BeforeFour().IsMatch(id) && !IsThreeAndHalf(id) && !IsThreeSeven(id), 4096) { Reasoning = s_absent, OutputEfforts = [], TakesBudget = false, TakesAdaptive = false },
        new("Claude 3.5", IsThreeAndHalf, 8192) { Reasoning = s_absent, OutputEfforts = [], TakesBudget = false, TakesAdaptive = false },
        new("Claude 3.7", IsThreeSeven, 64_000) { OutputEfforts = [], TakesAdaptive = false },
        new("Claude Opus 4", static id => IsOpus(id) && VersionOf(id) is (4, 0), 32_000) { OutputEfforts = [], TakesAdaptive = false },
        new("Claude Opus 4.1", static id => VersionOf(id) is (4, 1), 32_000) { OutputEfforts = [], TakesAdaptive = false, CombinesSampling = false },
        new("Claude Sonnet 4", static id => !IsOpus(id) && VersionOf(id) is (4, 0), 64_000) { OutputEfforts = [], TakesAdaptive = false },
        new("Claude 4.5", static id => !IsOpus(id) && VersionOf(id) is (4, 5), 64_000) { OutputEfforts = [], TakesAdaptive = false, CombinesSampling = false },
        new("Claude Opus 4.5", static id => IsOpus(id) && VersionOf(id) is (4, 5), 64_000) { OutputEfforts = s_upToHigh, TakesAdaptive = false, CombinesSampling = false },

        // Both kinds of thinking; a budget is deprecated. Made to use a tool it thinks all the same (recorded as accepted by claude-opus-4-6).
        new("Claude Opus 4.6", static id => IsOpus(id) && VersionOf(id) is (4, 6), 128_000) { Reasoning = s_both, OutputEfforts = s_both.Efforts, CombinesSampling = false },
        new("Claude 4.6", static id => !IsOpus(id) && VersionOf(id) is (4, 6), 64_000) { Reasoning = s_both, OutputEfforts = s_both.Efforts, CombinesSampling = false },

        // From Claude Opus 4.7 on, models size their thinking themselves, and refuse a budget and sampling settings.
        new("adaptive thinking alone", static id => VersionOf(id).CompareTo((4, 7)) >= 0 && !ThinksAlways(id), 128_000) { Reasoning = ReasoningAbility.AdaptiveThinking, OutputEfforts = ReasoningAbility.AdaptiveThinking.Efforts, TakesBudget = false, HasSampling = false },

        // "Thinking blocks in every response": platform.claude.com/docs/en/models/opus-5-5/migration-guide.
        new("thinking always", ThinksAlways, 128_000) { Reasoning = s_always, OutputEfforts = s_always.Efforts, TakesBudget = false, HasSampling = false },
    ];

    /// <summary>How its models can be told to think.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.ThinkingBudget;

    /// <summary>The levels of <c>output_config.effort</c>, none where there is no such member.</summary>
    public ImmutableArray<string> OutputEfforts { get; init; }

    /// <summary>False where thinking with a budget is refused.</summary>
    public bool TakesBudget { get; init; } = true;

    /// <summary>False where adaptive thinking is refused.</summary>
    public bool TakesAdaptive { get; init; } = true;

    /// <summary>False where sampling is refused altogether.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>False where temperature and top_p exclude each other.</summary>
    public bool CombinesSampling { get; init; } = true;

    /// <summary>The family of Anthropic's wire.</summary>
    public ModelFamily<AnthropicDialect> OfAnthropic => new(Name, Matches, dialect => dialect with
    {
        Reasoning = Reasoning,
        TakesThinkingBudget = TakesBudget,
        TakesAdaptiveThinking = TakesAdaptive,
        OutputEfforts = OutputEfforts,
        HasSampling = HasSampling,
        CombinesSampling = CombinesSampling,
        DefaultMaximumOutputTokens = MaximumOutput,
    });

    /// <summary>The family of Converse.</summary>
    public ModelFamily<ConverseDialect> OfConverse => new(Name, Matches, dialect => dialect with
    {
        Reasoning = Reasoning,
        TakesThinkingBudget = TakesBudget,
        TakesAdaptiveThinking = TakesAdaptive,
        HasSampling = HasSampling,
        CombinesSampling = CombinesSampling,
        FixesSamplingWhileThinking = true,
        AllowsBlankStopSequences = false,
    });

    /// <summary>True for a Claude of this version or a later one.</summary>
    public static bool IsFrom(string id, int major, int minor) => VersionOf(id).CompareTo((major, minor)) >= 0;

    /// <summary>True for a Claude that has no structured outputs: they came with Claude 4.5 (platform.claude.com/docs/en/build-with-claude/structured-outputs).</summary>
    public static bool IsBeforeStructuredOutputs(string id) => BeforeFour().IsMatch(id) || (VersionOf(id) is { Major: 4, Minor: < 5 });

    /// <summary>The version of a Claude whose name stands in front of it, (0, 0) for anything else.</summary>
    private static (int Major, int Minor) VersionOf(string id)
    {
        var version = Version().Match(id);
        return version.Success ? (Number(version.Groups["major"]), Number(version.Groups["minor"])) : (0, 0);

        static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static bool IsOpus(string id) => id.Contains("claude-opus", StringComparison.OrdinalIgnoreCase);

    private static bool IsThreeAndHalf(string id) => ThreeAndHalf().IsMatch(id);

    private static bool IsThreeSeven(string id) => ThreeSeven().IsMatch(id);

    private static bool ThinksAlways(string id) => IsOpus(id) && VersionOf(id) is (5, >= 5);

    [GeneratedRegex(@"claude-(instant|v?[123](?!\d))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BeforeFour();

    [GeneratedRegex(@"claude-3[-.]5(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThreeAndHalf();

    [GeneratedRegex(@"claude-3[-.]7(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThreeSeven();

    [GeneratedRegex(@"claude-[a-z]+-(?<major>\d{1,2})([-.](?<minor>\d{1,2}))?(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
