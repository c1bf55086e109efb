using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance;

/// <summary>
/// Models that deviate from the other models of their host. A family takes away only what its models are documented or
/// recorded to refuse: an id that nobody knows yet gets everything its host accepts.
/// </summary>
internal static partial class ModelFamilies
{
    /// <summary>
    /// OpenAI's models on chat completions: <see cref="OpenAIModels"/>, and what this wire alone has.
    /// platform.openai.com/docs/api-reference/chat/create: <c>stop</c> is "not supported with latest reasoning models o3 and
    /// o4-mini"; recorded as refused by gpt-5-mini and as accepted by o3-mini.
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenAI { get; } =
    [
        .. OpenAIModels.All.Select(static models => models.OfChat),
        new("no stop sequences", id => WithoutStop().IsMatch(Bare(id)) || OpenAIModels.IsReasoningGeneration(Bare(id)), dialect => dialect with { MaximumStopSequences = 0 }),
        new("web search", id => Bare(id).Contains("-search-", StringComparison.OrdinalIgnoreCase), dialect => dialect with { HasWebSearchOptions = true }),
        new("o series", id => OSeries().IsMatch(Bare(id)), dialect => dialect with { HasParallelToolCallsOption = false }),
    ];

    /// <summary>OpenAI's models on Responses.</summary>
    public static ImmutableArray<ModelFamily<OpenAIResponsesDialect>> OpenAIResponses { get; } = [.. OpenAIModels.All.Select(static models => models.OfResponses)];

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

    /// <summary>Anthropic's: <see cref="ClaudeModels"/>, and what this wire alone has.</summary>
    public static ImmutableArray<ModelFamily<AnthropicDialect>> Anthropic { get; } =
    [
        // A Claude that nobody knows yet: as much as the smallest limit of those since the fourth generation.
        new("Claude since 4", static id => ClaudeModels.IsFrom(id, 4, 0), dialect => dialect with { DefaultMaximumOutputTokens = 32_000 }),
        .. ClaudeModels.All.Select(static models => models.OfAnthropic),

        // "Prefilling assistant messages is not supported" from Claude Opus 4.6 on: https://platform.claude.com/docs/en/about-claude/models/migration-guide.
        new("no prefill", static id => ClaudeModels.IsFrom(id, 4, 6), dialect => dialect with { Prefill = PrefillAbility.Refused }),
        // "mid-conversation-system" is recorded with Claude Opus 4.8 and Fable 5 alone; earlier ones refuse the role.
        new("instructions in front", static id => Mentions(id, "claude") && !ClaudeModels.IsFrom(id, 4, 8), dialect => dialect with { AcceptsInlineSystem = false }),
        // Later models take an effort without: https://github.com/anthropics/claude-code/tree/main/plugins/claude-opus-4-5-migration.
        new("effort in beta", static id => id.Contains("opus-4-5", StringComparison.OrdinalIgnoreCase) || id.Contains("opus-4.5", StringComparison.OrdinalIgnoreCase), dialect => dialect with { EffortBeta = "effort-2025-11-24" }),
        new("before structured outputs", ClaudeModels.IsBeforeStructuredOutputs, dialect => dialect with { HasStructuredOutput = false }),
    ];

    /// <summary>
    /// Google's. Budgets and levels: ai.google.dev/gemini-api/docs/thinking; from Gemini 3 on, models take a level, and
    /// combine tools (/docs/structured-output).
    /// </summary>
    public static ImmutableArray<ModelFamily<GeminiDialect>> Gemini { get; } =
    [
        new("no thinking", id => GeminiWithoutThinking().IsMatch(id), dialect => dialect with { Reasoning = ReasoningAbility.Absent with { Outputs = GeminiDialect.ThinkingBudget.Outputs }, TakesThinkingLevel = false }),
        new("gemini-2.5-pro", id => Mentions(id, "gemini-2.5-pro"), dialect => dialect with { Reasoning = GeminiBudget(128, 32_768), TakesThinkingLevel = false }),
        new("gemini-2.5-flash", id => Mentions(id, "gemini-2.5-flash") && !Mentions(id, "gemini-2.5-flash-lite"), dialect => dialect with { Reasoning = GeminiBudget(0, 24_576), TakesThinkingLevel = false }),
        new("gemini-2.5-flash-lite", id => Mentions(id, "gemini-2.5-flash-lite"), dialect => dialect with { Reasoning = GeminiBudget(512, 24_576) with { HasOffBudget = true }, TakesThinkingLevel = false }),
        new("thinking levels", id => GeminiWithLevels().IsMatch(id), dialect => dialect with { Reasoning = GeminiDialect.ThinkingLevel, NeedsCallSignatures = true }),
        new("low and high", id => GeminiThreePro().IsMatch(id), dialect => dialect with { Reasoning = dialect.Reasoning with { Efforts = ["low", "high"] } }),
        new("low to high", id => GeminiLowToHigh().IsMatch(id), dialect => dialect with { Reasoning = dialect.Reasoning with { Efforts = ["low", "medium", "high"] } }),
        new("minimal and high", id => GeminiFlashImage().IsMatch(id), dialect => dialect with { Reasoning = dialect.Reasoning with { Efforts = ["minimal", "high"] } }),

        // Results that hold images came with Gemini 3 (ai.google.dev/gemini-api/docs/function-calling#multimodal); earlier ones answer "not supported for this model" (github.com/google-gemini/gemini-cli/issues/19436).
        new("text in results", static id => GeminiBeforeThree().IsMatch(id), dialect => dialect with { AcceptsToolResultParts = false }),
        new("no output form beside functions", id => GeminiBeforeThree().IsMatch(id), dialect => dialect with { CombinesWithTools = false }),
    ];

    /// <summary>
    /// The same on the host that copies OpenAI: its efforts become budgets and levels, and <c>none</c> is refused where
    /// thinking cannot be switched off (ai.google.dev/gemini-api/docs/openai#thinking).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> GeminiOpenAI { get; } =
    [
        new("no thinking", id => GeminiWithoutThinking().IsMatch(id), dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
        new("no off", id => Mentions(id, "gemini-2.5-pro") || GeminiWithLevels().IsMatch(id), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { HasEffortNone = false } }),
        new("low and high", id => GeminiThreePro().IsMatch(id), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { Efforts = ["low", "high"] } }),
        new("low to high", id => GeminiLowToHigh().IsMatch(id), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { Efforts = ["low", "medium", "high"] } }),
    ];

    /// <summary>
    /// xAI's: reasoning models refuse penalties and stop sequences, and most take no effort. Source:
    /// docs.x.ai/docs/guides/reasoning, and models.dev for the levels; grok-code-fast-1 is recorded as refusing an effort.
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Xai { get; } =
    [
        new("reasoning", id => XaiReasoning().IsMatch(id), dialect => dialect with { HasPenalties = false, MaximumStopSequences = 0 }),
        .. XaiEfforts.Select(static efforts => new ModelFamily<OpenAIChatDialect>(efforts.Name, efforts.Matches, dialect => dialect with { ModelReasoning = efforts.Reasoning })),
    ];

    /// <summary>The same on Responses.</summary>
    public static ImmutableArray<ModelFamily<OpenAIResponsesDialect>> XaiResponses { get; } =
        [.. XaiEfforts.Select(static efforts => new ModelFamily<OpenAIResponsesDialect>(efforts.Name, efforts.Matches, dialect => dialect with { Reasoning = efforts.Reasoning with { Outputs = dialect.Reasoning.Outputs } }))];

    /// <summary>
    /// Groq's: gpt-oss takes its levels, Qwen 3 <c>none</c> and <c>default</c>, no other model an effort
    /// (console.groq.com/docs/reasoning), and only some models a schema
    /// ("This model does not support response format `json_schema`"; console.groq.com/docs/structured-outputs#supported-models).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Groq { get; } =
    [
        new("no reasoning", id => GroqWithoutReasoning().IsMatch(Bare(id)), dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
        new("gpt-oss", IsGptOss, dialect => dialect with { ModelReasoning = GptOss }),
        new("qwen3", id => Bare(id).StartsWith("qwen3", StringComparison.OrdinalIgnoreCase), dialect => dialect with { ModelReasoning = new() { HasEffort = true, Efforts = ["default"], HasEffortNone = true } }),
        new("no schema", id => GroqWithoutSchema().IsMatch(Bare(id)), dialect => dialect with { HasJsonSchema = false }),
    ];

    /// <summary>Cerebras's: docs at inference-docs.cerebras.ai/capabilities/reasoning; models.dev for the levels.</summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Cerebras { get; } =
    [
        new("gpt-oss", IsGptOss, dialect => dialect with { ModelReasoning = GptOss }),
        new("no reasoning", id => Bare(id).StartsWith("llama", StringComparison.OrdinalIgnoreCase), dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
    ];

    /// <summary>
    /// Mistral's: the models that reason on demand know <c>high</c> and <c>none</c> (docs.mistral.ai/capabilities/reasoning;
    /// recorded as accepted by mistral-small-latest), the others no effort.
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Mistral { get; } =
    [
        new("on demand", static _ => true, dialect => dialect with { ModelReasoning = new() { HasEffort = true, Efforts = ["high"], HasEffortNone = true } }),
        new("no effort", id => MistralWithoutEffort().IsMatch(id), dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
    ];

    /// <summary>
    /// OpenRouter's: what it takes of each model it fits itself, but Claude still refuses to think while it is made to use a
    /// tool (github.com/mastra-ai/mastra/issues/7507).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenRouter { get; } =
        [new("claude", id => Mentions(id, "claude"), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { ForbidsForcedTools = true } })];

    /// <summary>Perplexity's: sonar and sonar-pro do not reason, and no model can be kept from it (docs.perplexity.ai/api-reference/chat-completions-post).</summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Perplexity { get; } =
    [
        new("levels", static _ => true, dialect => dialect with { ModelReasoning = new() { HasEffort = true, Efforts = ["minimal", "low", "medium", "high"] } }),
        new("no reasoning", static id => id is "sonar" or "sonar-pro", dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
    ];

    /// <summary>
    /// Ollama's: gpt-oss takes a level and the others are switched on and off
    /// (github.com/ollama/ollama/blob/main/docs/capabilities/thinking.mdx, github.com/ollama/ollama/issues/12561); a model
    /// that cannot think answers "does not support thinking".
    /// </summary>
    public static ImmutableArray<ModelFamily<OllamaDialect>> Ollama { get; } =
    [
        new("gpt-oss", IsGptOss, dialect => dialect with { Reasoning = dialect.Reasoning with { Efforts = ["low", "medium", "high"] } }),
        new("switch", id => OllamaSwitched().IsMatch(Bare(id)), dialect => dialect with { Reasoning = ReasoningAbility.SwitchOnly }),
        new("no thinking", id => OllamaWithoutThinking().IsMatch(Bare(id)), dialect => dialect with { Reasoning = ReasoningAbility.Absent }),
    ];

    /// <summary>Cohere's: command-a-reasoning and later ones reason (docs.cohere.com/docs/reasoning).</summary>
    public static ImmutableArray<ModelFamily<CohereV2Dialect>> Cohere { get; } =
    [
        new("no reasoning", id => CohereWithoutReasoning().IsMatch(id), dialect => dialect with { Reasoning = ReasoningAbility.Absent }),

        // The models that see images have the word in their name: docs.cohere.com/docs/models#command.
        new("text alone", id => CohereOfText().IsMatch(id), dialect => dialect with { AcceptsImages = false }),
    ];

    /// <summary>
    /// DeepSeek's: the models of the fourth generation think unasked, and then refuse to be made to use a tool ("Thinking mode
    /// does not support this tool_choice", recorded) and calls without the reasoning that led to them ("The
    /// `reasoning_content` in the thinking mode must be passed back": github.com/can1357/oh-my-pi/issues/787). The reasoner
    /// accepts sampling without effect, and log probabilities are an error (api-docs.deepseek.com/guides/reasoning_model).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> DeepSeek { get; } =
    [
        new("thinking", id => DeepSeekThinking().IsMatch(id), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { ReasonsUnasked = true, Efforts = ["low", "medium", "high", "xhigh", "max"], HasEffortNone = false }, ReasoningStandIn = " " }), // An empty one is recorded as accepted; a blank reads as one to whoever asks for more than none.
        new("reasoner", id => id.StartsWith("deepseek-reasoner", StringComparison.OrdinalIgnoreCase), dialect => dialect with { HasSampling = false, HasPenalties = false, HasLogProbs = false }),
    ];

    /// <summary>
    /// Moonshot's Kimi models of the thinking generations: sampling is fixed by the platform, and kimi-k3 takes an effort
    /// (platform.kimi.ai/docs/api/chat). While they think, the choice of a tool is <c>auto</c> or <c>none</c>
    /// (platform.kimi.ai/docs/guide/kimi-k2-5-quickstart), and calls want their reasoning ("thinking is enabled but
    /// reasoning_content is missing in assistant tool call message": github.com/MoonshotAI/kimi-agent-sdk/issues/169).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> Moonshot { get; } =
    [
        new("no thinking", id => KimiWithoutThinking().IsMatch(id), dialect => dialect with { ModelReasoning = ReasoningAbility.Absent }),
        new("thinking", id => KimiThinking().IsMatch(id), dialect => dialect with
        {
            HasSampling = false,
            HasPenalties = false,
            ModelReasoning = dialect.ModelReasoning with { ReasonsUnasked = true, ForbidsForcedTools = true },
            ReasoningStandIn = " ",
        }),
        new("kimi-k2-thinking", id => Mentions(id, "kimi-k2-thinking"), dialect => dialect with { ModelReasoning = dialect.ModelReasoning with { ReasonsUnasked = true }, ReasoningStandIn = " " }),
        new("kimi-k3", id => id.StartsWith("kimi-k3", StringComparison.OrdinalIgnoreCase), dialect => dialect with
        {
            Reasoning = ReasoningControl.Effort,
            ModelReasoning = dialect.ModelReasoning with { Efforts = ["low", "high", "max"] },
        }),
    ];

    /// <summary>
    /// gpt-oss on servers that otherwise switch reasoning through the chat template: its template takes an effort
    /// (huggingface.co/openai/gpt-oss-120b).
    /// </summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> OpenModels { get; } =
        [new("gpt-oss", IsGptOss, dialect => dialect with { Reasoning = ReasoningControl.Effort, ModelReasoning = GptOss })];

    /// <summary>gpt-oss on hosts that tell every model an effort.</summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> GptOssModels { get; } =
        [new("gpt-oss", IsGptOss, dialect => dialect with { ModelReasoning = GptOss })];

    /// <summary>The same on Amazon Bedrock, whose ids carry the maker in front of a dot.</summary>
    public static ImmutableArray<ModelFamily<OpenAIChatDialect>> BedrockOpenAI { get; } =
        [new("gpt-oss", id => Mentions(id, "gpt-oss"), dialect => dialect with { ModelReasoning = GptOss })];

    /// <summary>gpt-oss knows three levels, and always reasons (huggingface.co/openai/gpt-oss-120b).</summary>
    private static ReasoningAbility GptOss => new() { HasEffort = true, Efforts = ["low", "medium", "high"], ReasonsUnasked = true };

    private static ImmutableArray<(string Name, Func<string, bool> Matches, ReasoningAbility Reasoning)> XaiEfforts =>
    [
        ("no effort", static id => XaiWithoutEffort().IsMatch(id), ReasoningAbility.Absent),
        ("grok-3-mini", static id => id.StartsWith("grok-3-mini", StringComparison.OrdinalIgnoreCase), new() { HasEffort = true, Efforts = ["low", "high"] }),
        ("grok-4.3", static id => id.StartsWith("grok-4.3", StringComparison.OrdinalIgnoreCase), new() { HasEffort = true, Efforts = ["low", "medium", "high"], HasEffortNone = true }),
        ("grok-4.5", static id => id.StartsWith("grok-4.5", StringComparison.OrdinalIgnoreCase), new() { HasEffort = true, Efforts = ["low", "medium", "high"] }),
        ("up to xhigh", static id => XaiUpToExtraHigh().IsMatch(id), new() { HasEffort = true, Efforts = ["low", "medium", "high", "xhigh"] }),
    ];

    private static ReasoningAbility GeminiBudget(long minimum, long maximum) => GeminiDialect.ThinkingBudget with { MinimumBudget = minimum, MaximumBudget = maximum };

    private static bool IsGptOss(string id) => Bare(id).StartsWith("gpt-oss", StringComparison.OrdinalIgnoreCase);

    /// <summary>The id without the maker that some hosts put in front of it.</summary>
    private static string Bare(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static bool IsCachedByMarks(string id) =>
        id.StartsWith("claude", StringComparison.OrdinalIgnoreCase) || id.StartsWith("gemini", StringComparison.OrdinalIgnoreCase) || id.StartsWith("qwen", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"gemini-(?!1(?!\d)|2(?!\d))\d", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiWithLevels();

    [GeneratedRegex(@"^(llama-?3|llama-guard-3|gemma|mixtral|qwen|deepseek-r1)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroqWithoutSchema();

    [GeneratedRegex(@"gemini-[12](?!\d)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiBeforeThree();

    [GeneratedRegex(@"^o\d", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OSeries();

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

    [GeneratedRegex(@"^(kimi-k2(?!\.|-thinking)|moonshot-v1)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KimiWithoutThinking();

    [GeneratedRegex(@"^deepseek-(reasoner|v[4-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeepSeekThinking();

    [GeneratedRegex(@"^grok-(4\.6|4\.20.*multi)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XaiUpToExtraHigh();

    [GeneratedRegex(@"gemini-(1(?!\d)|2\.0-flash(?!-(exp|thinking))|2\.0-pro|2\.5-[a-z-]*(image|tts))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiWithoutThinking();

    [GeneratedRegex(@"gemini-3-pro", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiThreePro();

    [GeneratedRegex(@"gemini-(3\.1-pro|3\.7-flash)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiLowToHigh();

    [GeneratedRegex(@"gemini-3\.1-flash(-lite)?-image", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeminiFlashImage();

    [GeneratedRegex(@"^(llama|gemma|mixtral|mistral|kimi-k2|deepseek-r1|qwen-2|compound)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroqWithoutReasoning();

    [GeneratedRegex(@"^(ministral|codestral|devstral|pixtral|voxtral|magistral|mathstral|mistral-(large|saba|nemo|tiny)|open-|mistral-(small|medium)-(2[0-4]|25|2[0-9]0[1-2]))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MistralWithoutEffort();

    [GeneratedRegex(@"^(qwen3|deepseek-(r1|v3)|magistral|nemotron|gemma4|glm-(4|5\.1)|glm-5(?!\.)|kimi-k2|minimax-m2)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OllamaSwitched();

    [GeneratedRegex(@"^(llama|codellama|tinyllama|gemma[23]?(?!\d)|mistral|mixtral|phi[34]?(?!.*reasoning)|qwen(2(\.5)?)?(?![\d.])|command-r|deepseek-coder|smollm)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OllamaWithoutThinking();

    [GeneratedRegex(@"^(command(-light|-nightly)?$|command-r|command-a-(03|vision|translate)|c4ai|aya)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CohereWithoutReasoning();

    [GeneratedRegex(@"^command-(r|a-(03|reasoning|translate))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CohereOfText();
}
