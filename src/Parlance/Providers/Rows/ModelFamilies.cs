using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.OpenAIChat;

namespace Parlance;

/// <summary>
/// Models that deviate from the other models of their host. A family takes away only what its models are documented or
/// recorded to refuse: an id that nobody knows yet gets everything its host accepts.
/// </summary>
internal static partial class ModelFamilies
{
    /// <summary>
    /// OpenAI's models by their generation. Sources: platform.openai.com/docs/guides/reasoning and
    /// /docs/guides/latest-model ("temperature, top_p and logprobs … raise an error" for gpt-5, gpt-5-mini and gpt-5-nano,
    /// while gpt-5.1 and later take them at effort none); /docs/api-reference/chat/create (<c>stop</c> is "not supported
    /// with latest reasoning models o3 and o4-mini"; recorded as refused by gpt-5-mini and as accepted by o3-mini).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenAI { get; } =
    [
        new("reasoning", id => IsOpenAIReasoning(Bare(id)), dialect => dialect with { SystemRole = "developer" }),
        new("fixed sampling", id => FixedSampling().IsMatch(Bare(id)), dialect => dialect with { HasSampling = false, HasPenalties = false, HasLogProbs = false }),
        new("no stop sequences", id => WithoutStop().IsMatch(Bare(id)), dialect => dialect with { MaximumStopSequences = 0 }),
        new("web search", id => Bare(id).Contains("-search-", StringComparison.OrdinalIgnoreCase), dialect => dialect with { HasWebSearchOptions = true }),
        new("o series", id => OSeries().IsMatch(Bare(id)), dialect => dialect with { HasParallelToolCallsOption = false }),
    ];

    /// <summary>
    /// Those and the models before structured outputs (platform.openai.com/docs/guides/structured-outputs: "available in
    /// … gpt-4o-2024-08-06 and later"). Not for deployments, whose names are the customer's own.
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenAIByModelId { get; } =
        OpenAI.Add(new("before structured outputs", id => BeforeStructuredOutputs().IsMatch(Bare(id)), dialect => dialect with { HasJsonSchema = false }));

    /// <summary>
    /// What is cached by explicit marks behind an aggregator, which passes them on: Claude, Gemini and Qwen
    /// (openrouter.ai/docs/features/prompt-caching).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> CachedByMarks { get; } =
    [
        new("cached by marks", static id => IsCachedByMarks(Bare(id)), static dialect => dialect with { EmitsCacheControl = true }),
    ];

    /// <summary>
    /// Anthropic's: from Claude Opus 4.7 on, models size their thinking themselves, and refuse a budget and sampling
    /// settings (docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html; the dated ids of
    /// older models end in eight digits, which are no version). Structured outputs came with Claude 4.5
    /// (platform.claude.com/docs/en/build-with-claude/structured-outputs).
    /// </summary>
    public static ImmutableArray<ModelFamily<AnthropicDialect>> Anthropic { get; } =
    [
        new("adaptive thinking alone", IsAdaptiveClaude, dialect => dialect with { Reasoning = ReasoningAbility.AdaptiveThinking, HasSampling = false }),

        // "Prefilling assistant messages is not supported" from Claude Opus 4.6 on: https://platform.claude.com/docs/en/about-claude/models/migration-guide.
        new("no prefill", static id => IsClaudeFrom(id, 4, 6), dialect => dialect with { Prefill = PrefillAbility.Refused }),
        // Later models take an effort without: https://github.com/anthropics/claude-code/tree/main/plugins/claude-opus-4-5-migration.
        new("effort in beta", static id => id.Contains("opus-4-5", StringComparison.OrdinalIgnoreCase) || id.Contains("opus-4.5", StringComparison.OrdinalIgnoreCase), dialect => dialect with { EffortBeta = "effort-2025-11-24" }),
        new("before structured outputs", IsClaudeBeforeStructuredOutputs, dialect => dialect with { HasStructuredOutput = false }),
    ];

    /// <summary>Google's: from Gemini 3 on, models take a level of thinking (ai.google.dev/gemini-api/docs/thinking) and combine tools (/docs/structured-output).</summary>
    public static ImmutableArray<ModelFamily<GeminiDialect>> Gemini { get; } =
    [
        new("thinking levels", id => GeminiWithLevels().IsMatch(id), dialect => dialect with { Reasoning = GeminiDialect.ThinkingLevel, NeedsCallSignatures = true }),

        // Results that hold images came with Gemini 3 (ai.google.dev/gemini-api/docs/function-calling#multimodal); earlier ones answer "not supported for this model" (github.com/google-gemini/gemini-cli/issues/19436).
        new("text in results", static id => GeminiBeforeThree().IsMatch(id), dialect => dialect with { AcceptsToolResultParts = false }),
        new("no output form beside functions", id => GeminiBeforeThree().IsMatch(id), dialect => dialect with { CombinesWithTools = false }),
    ];

    /// <summary>
    /// xAI's: reasoning models refuse penalties and stop sequences, and most take no effort. Source:
    /// docs.x.ai/docs/guides/reasoning; grok-code-fast-1 is recorded as refusing an effort.
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Xai { get; } =
    [
        new("reasoning", id => XaiReasoning().IsMatch(id), dialect => dialect with { HasPenalties = false, MaximumStopSequences = 0 }),
        new("no effort", id => XaiWithoutEffort().IsMatch(id), dialect => dialect with { Reasoning = ReasoningControl.None }),
    ];

    /// <summary>
    /// Groq's: only the reasoning models take an effort (console.groq.com/docs/reasoning), and only some models a schema
    /// ("This model does not support response format `json_schema`"; console.groq.com/docs/structured-outputs#supported-models).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Groq { get; } =
    [
        new("no reasoning", id => Bare(id).StartsWith("llama", StringComparison.OrdinalIgnoreCase), dialect => dialect with { Reasoning = ReasoningControl.None }),
        new("no schema", id => GroqWithoutSchema().IsMatch(Bare(id)), dialect => dialect with { HasJsonSchema = false }),
    ];

    /// <summary>
    /// DeepSeek's reasoner: sampling and penalties are accepted and have no effect, log probabilities are an error
    /// (api-docs.deepseek.com/guides/reasoning_model).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> DeepSeek { get; } =
        [new("reasoner", id => id.StartsWith("deepseek-reasoner", StringComparison.OrdinalIgnoreCase), dialect => dialect with { HasSampling = false, HasPenalties = false, HasLogProbs = false })];

    /// <summary>
    /// Moonshot's Kimi models of the thinking generations: sampling is fixed by the platform, and kimi-k3 takes an effort
    /// (platform.kimi.ai/docs/api/chat).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Moonshot { get; } =
    [
        new("thinking", id => KimiThinking().IsMatch(id), dialect => dialect with { HasSampling = false, HasPenalties = false }),
        new("kimi-k3", id => id.StartsWith("kimi-k3", StringComparison.OrdinalIgnoreCase), dialect => dialect with { Reasoning = ReasoningControl.Effort }),
    ];

    /// <summary>
    /// gpt-oss on servers that otherwise switch reasoning through the chat template: its template takes an effort
    /// (huggingface.co/openai/gpt-oss-120b).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenModels { get; } =
        [new("gpt-oss", id => Bare(id).StartsWith("gpt-oss", StringComparison.OrdinalIgnoreCase), dialect => dialect with { Reasoning = ReasoningControl.Effort })];

    /// <summary>The id without the maker that some hosts put in front of it.</summary>
    private static string Bare(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static bool IsCachedByMarks(string id) =>
        id.StartsWith("claude", StringComparison.OrdinalIgnoreCase) || id.StartsWith("gemini", StringComparison.OrdinalIgnoreCase) || id.StartsWith("qwen", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpenAIReasoning(string id) =>
        OSeries().IsMatch(id) || (id.StartsWith("gpt-5", StringComparison.OrdinalIgnoreCase) && !id.Contains("-chat", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"gemini-(?!1(?!\d)|2(?!\d))\d", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiWithLevels();

    [GeneratedRegex(@"^(llama-?3|llama-guard-3|gemma|mixtral|qwen|deepseek-r1)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroqWithoutSchema();

    [GeneratedRegex(@"gemini-[12](?!\d)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiBeforeThree();

    [GeneratedRegex(@"^o\d", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OSeries();

    [GeneratedRegex(@"^(o\d|gpt-5(-(?!chat)|$))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedSampling();

    [GeneratedRegex(@"^(o3(?!-mini)|o4|gpt-5(-(?!chat)|$))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutStop();

    [GeneratedRegex(@"^(gpt-3\.5|gpt-4($|-0|-1|-32k|-turbo|-vision)|gpt-4o-2024-05-13)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BeforeStructuredOutputs();

    [GeneratedRegex(@"^grok-(3-mini|4|code)(?!.*non-reasoning)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XaiReasoning();

    [GeneratedRegex(@"^grok-(2|3(?!-mini)|4($|-)|4\.20(?!-multi)|code)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XaiWithoutEffort();

    [GeneratedRegex(@"^kimi-(k2\.[5-9]|k3)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KimiThinking();

    private static bool IsAdaptiveClaude(string id) => IsClaudeFrom(id, 4, 7);

    /// <summary>True for a Claude of this version or a later one.</summary>
    private static bool IsClaudeFrom(string id, int fromMajor, int fromMinor)
    {
        var version = ClaudeVersion().Match(id);
        return version.Success
            && (Number(version.Groups["major"]), Number(version.Groups["minor"])) is var (major, minor)
            && (major > fromMajor || (major == fromMajor && minor >= fromMinor));

        static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static bool IsClaudeBeforeStructuredOutputs(string id)
    {
        if (ClaudeBeforeFour().IsMatch(id))
        {
            return true;
        }

        var version = ClaudeVersion().Match(id);
        return version.Success
            && int.Parse(version.Groups["major"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) == 4
            && (!version.Groups["minor"].Success || int.Parse(version.Groups["minor"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) < 5);
    }

    [GeneratedRegex(@"claude-(instant|v?[123](?!\d))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClaudeBeforeFour();

    [GeneratedRegex(@"claude-[a-z]+-(?<major>\d{1,2})([-.](?<minor>\d{1,2}))?(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClaudeVersion();
}
