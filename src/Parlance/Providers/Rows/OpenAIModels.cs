using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Parlance.Protocols;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance;

/// <summary>
/// OpenAI's models by their generation, once for each wire that serves them. Levels of effort: the page of each model below
/// developers.openai.com/api/docs/models, as models.dev carries them. Sampling: developers.openai.com/api/docs/guides/deployment-checklist
/// ("When reasoning effort is not none, remove temperature, top_p, and top_logprobs; also remove logprobs") and, for models
/// without the effort none, platform.openai.com/docs/guides/latest-model. The default effort is none from gpt-5.1 to
/// gpt-5.4, and medium before and after (learn.microsoft.com/javascript/api/@azure/ai-projects/reasoningeffort,
/// docs.litellm.ai/blog/gpt_6_sol_luna, github.com/BerriAI/litellm/pull/34599).
/// </summary>
/// <param name="Name">The generation's name, for people.</param>
/// <param name="Matches">Tells by an id without its maker whether a model belongs to it.</param>
/// <param name="Reasoning">How its models can be told to reason.</param>
internal sealed partial record OpenAIModels(string Name, Func<string, bool> Matches, ReasoningAbility Reasoning)
{
    private static readonly ImmutableArray<string> s_ordinary = ["low", "medium", "high"];

    /// <summary>All generations; a model belongs to one of them at most.</summary>
    public static ImmutableArray<OpenAIModels> All { get; } =
    [
        // "Unsupported parameter: 'reasoning.effort' is not supported with this model", answers gpt-5-chat-latest (recorded).
        new("without reasoning", static id => WithoutReasoning().IsMatch(id), ReasoningAbility.Absent),
        Reasoner("o series", static id => OSeries().IsMatch(id), s_ordinary),
        Reasoner("chat models of GPT-5.1 and later", static id => IsFrom(id, 5, 1) && IsChat(id), ["medium"]),
        Reasoner("gpt-5-pro", static id => IsExactly(id, 5, 0) && IsPro(id), ["high"]),
        Reasoner("gpt-5-codex", static id => IsExactly(id, 5, 0) && IsCodex(id), s_ordinary),
        Reasoner("gpt-5", static id => IsExactly(id, 5, 0) && !IsChat(id) && !IsPro(id) && !IsCodex(id), ["minimal", .. s_ordinary]),
        Reasoner("later pro models", static id => IsFrom(id, 5, 1) && IsPro(id), ["medium", "high", "xhigh"]),
        Reasoner("gpt-5.1-codex-max", static id => IsExactly(id, 5, 1) && IsCodex(id) && id.Contains("-max", StringComparison.OrdinalIgnoreCase), [.. s_ordinary, "xhigh"]),
        Reasoner("gpt-5.1-codex", static id => IsExactly(id, 5, 1) && IsCodex(id) && !id.Contains("-max", StringComparison.OrdinalIgnoreCase), s_ordinary),
        Reasoner("gpt-5.2-codex", static id => IsExactly(id, 5, 2) && IsCodex(id), [.. s_ordinary, "xhigh"]),
        Optional("gpt-5.1", static id => IsExactly(id, 5, 1) && IsPlain(id), s_ordinary),
        Optional("gpt-5.2 to gpt-5.4", static id => IsFrom(id, 5, 2) && !IsFrom(id, 5, 5) && !IsExactCodex(id) && !IsChat(id) && !IsPro(id), [.. s_ordinary, "xhigh"]),
        Optional("gpt-5.5", static id => IsExactly(id, 5, 5) && !IsChat(id) && !IsPro(id), [.. s_ordinary, "xhigh"], reasonsUnasked: true),

        // "GPT-6 Astra and GPT-6.1 Sol require Responses for tool calling; GPT-6 Sol and GPT-6 Luna support function calling in
        // Chat Completions only with reasoning_effort: "none"": the deployment checklist. gpt-5.6 answers the same
        // (github.com/itzcrazykns/vane/issues/1173).
        Optional("gpt-5.6 and later", static id => IsFrom(id, 5, 6) && !IsChat(id) && !IsPro(id), [.. s_ordinary, "xhigh", "max"], reasonsUnasked: true) with { ReasonsWithToolsOnChat = false },
    ];

    /// <summary>False where sampling and log probabilities are refused at every effort.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>False where a call with tools may not make the model reason through chat completions.</summary>
    public bool ReasonsWithToolsOnChat { get; init; } = true;

    /// <summary>The family of chat completions.</summary>
    public ModelFamily<OpenAIChatDialect> OfChat => new(Name, Matches: id => Matches(Bare(id)), Change: dialect => dialect with
    {
        ModelReasoning = ReasonsWithToolsOnChat ? Reasoning : Reasoning with { ForbidsTools = true },
        HasSampling = HasSampling && dialect.HasSampling,
        HasPenalties = HasSampling && dialect.HasPenalties,
        HasLogProbs = HasSampling && dialect.HasLogProbs,
        SystemRole = Reasoning.IsAbsent ? dialect.SystemRole : "developer",
    });

    /// <summary>The family of Responses.</summary>
    public ModelFamily<OpenAIResponsesDialect> OfResponses => new(Name, Matches: id => Matches(Bare(id)), Change: dialect => dialect with
    {
        Reasoning = Reasoning with { Outputs = dialect.Reasoning.Outputs },
        HasSampling = HasSampling && dialect.HasSampling,
        HasLogProbs = HasSampling && dialect.HasLogProbs,
    });

    /// <summary>The family of Converse, where none of the models takes sampling (models.dev).</summary>
    public ModelFamily<ConverseDialect> OfConverse => new(Name, id => IsOpenAIOnBedrock(id, out var bare) && Matches(bare), dialect => dialect with
    {
        Reasoning = Reasoning,
        ReasoningMembers = ConverseReasoningMembers.Effort,
        HasSampling = false,
        TopKMember = null,
    });

    /// <summary>True for models of this generation or a later one that are no chat models: they refuse stop sequences.</summary>
    public static bool IsReasoningGeneration(string id) => IsFrom(id, 5, 0) && !IsChat(id);

    private static OpenAIModels Reasoner(string name, Func<string, bool> matches, ImmutableArray<string> efforts) =>
        new(name, matches, new ReasoningAbility { HasEffort = true, Efforts = efforts, ReasonsUnasked = true }) { HasSampling = false };

    private static OpenAIModels Optional(string name, Func<string, bool> matches, ImmutableArray<string> efforts, bool reasonsUnasked = false) =>
        new(name, matches, new ReasoningAbility { HasEffort = true, Efforts = efforts, HasEffortNone = true, ForbidsSampling = true, ReasonsUnasked = reasonsUnasked });

    private static bool IsChat(string id) => id.Contains("-chat", StringComparison.OrdinalIgnoreCase);

    private static bool IsPro(string id) => ProModel().IsMatch(id);

    private static bool IsCodex(string id) => id.Contains("-codex", StringComparison.OrdinalIgnoreCase);

    private static bool IsExactCodex(string id) => IsExactly(id, 5, 2) && IsCodex(id);

    private static bool IsPlain(string id) => !IsChat(id) && !IsPro(id) && !IsCodex(id);

    private static bool IsExactly(string id, int major, int minor) => VersionOf(id) == (major, minor);

    private static bool IsFrom(string id, int major, int minor) => VersionOf(id) is var version && version.CompareTo((major, minor)) >= 0;

    /// <summary>The version of a GPT, (0, 0) for anything else. Azure writes GPT-3.5 as 35.</summary>
    private static (int Major, int Minor) VersionOf(string id)
    {
        var version = GptVersion().Match(id);
        return version.Success && int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) is var major && major != 35
            ? (major, version.Groups["minor"].Success ? int.Parse(version.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture) : 0)
            : (0, 0);
    }

    private static bool IsOpenAIOnBedrock(string id, out string bare)
    {
        const string maker = "openai.";
        var start = id.IndexOf(maker, StringComparison.OrdinalIgnoreCase);
        bare = start < 0 ? "" : id[(start + maker.Length)..];
        return start >= 0;
    }

    /// <summary>The id without the maker that some hosts put in front of it.</summary>
    private static string Bare(string id) => id[(id.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"^gpt-(?<major>\d{1,2})(\.(?<minor>\d{1,2}))?(?![\da-z.])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GptVersion();

    [GeneratedRegex(@"^(gpt-3|gpt-4|chatgpt-4|gpt-5-chat)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutReasoning();

    [GeneratedRegex(@"^(o\d|codex-mini)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OSeries();

    [GeneratedRegex(@"-pro($|-)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProModel();
}
