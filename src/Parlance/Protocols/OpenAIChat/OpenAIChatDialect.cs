using System.Collections.Immutable;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>How a host of OpenAI's chat completions is told to reason.</summary>
public enum ReasoningControl
{
    /// <summary>It has no control; a setting is reported as a warning.</summary>
    None,

    /// <summary><c>"reasoning_effort": "high"</c>, as OpenAI has it.</summary>
    Effort,

    /// <summary><c>"reasoning": {"effort": …}</c> or <c>{"max_tokens": …}</c> or <c>{"enabled": …}</c>, as OpenRouter has it.</summary>
    ReasoningObject,

    /// <summary><c>"thinking": {"type": "enabled" | "disabled"}</c>, with <c>budget_tokens</c> where a budget is set.</summary>
    ThinkingObject,

    /// <summary><c>"enable_thinking": true</c> and <c>"thinking_budget": N</c>, as DashScope has it.</summary>
    EnableThinking,

    /// <summary><c>"chat_template_kwargs": {"enable_thinking": true}</c>, as servers of open models have it.</summary>
    TemplateArgument,
}

/// <summary>
/// How a host deviates from OpenAI's chat completions: data, merged default → provider → model family → user, so that
/// the protocol itself names no host. The defaults are those of a host that copies OpenAI faithfully.
/// </summary>
public sealed record OpenAIChatDialect
{
    /// <summary>The defaults.</summary>
    public static OpenAIChatDialect Default { get; } = new();

    /// <summary>The path below the base URL; <c>{model}</c> is replaced by the model's id.</summary>
    public string Path { get; init; } = "/chat/completions";

    /// <summary>The path below the base URL that lists the host's models; null where it has no such list.</summary>
    public string? ModelsPath { get; init; } = "/models";

    /// <summary>False where the model stands in the path and not in the body.</summary>
    public bool WritesModel { get; init; } = true;

    /// <summary>The member that limits the output: <c>max_completion_tokens</c>, or <c>max_tokens</c> on older hosts.</summary>
    public string TokenLimitMember { get; init; } = "max_completion_tokens";

    /// <summary>The role of instructions: <c>system</c>, or <c>developer</c> for OpenAI's reasoning models.</summary>
    public string SystemRole { get; init; } = "system";

    /// <summary>
    /// True where the role <c>developer</c> is accepted, as by OpenAI; a message that came with it is else written with
    /// <see cref="SystemRole"/>.
    /// </summary>
    public bool HasDeveloperRole { get; init; }

    /// <summary>True where streams report usage when asked with <c>stream_options.include_usage</c>, which then is sent.</summary>
    public bool HasStreamUsageOption { get; init; } = true;

    /// <summary>
    /// True where usage follows the finish reason, so that the stream is read on until it comes. Where a host never sends
    /// one, false ends the response at its finish reason.
    /// </summary>
    public bool ReportsStreamUsage { get; init; } = true;

    /// <summary>How the host is told to reason.</summary>
    public ReasoningControl Reasoning { get; init; } = ReasoningControl.Effort;

    /// <summary>
    /// How the model itself reasons, whatever the control: its levels, and what it refuses while it does. The switch and the
    /// budget are those of the control.
    /// </summary>
    public ReasoningAbility ModelReasoning { get; init; } = ReasoningAbility.AnyEffort;

    /// <summary>True where <c>reasoning_effort</c> stands beside another control, which then only switches.</summary>
    public bool HasReasoningEffort { get; init; }

    /// <summary>
    /// The member in which reasoning goes back with the assistant's message, such as <c>reasoning_content</c>; null where
    /// the host takes none back.
    /// </summary>
    public string? ReasoningReplayMember { get; init; }

    /// <summary>
    /// What stands in <see cref="ReasoningReplayMember"/> of an assistant message with calls that has no reasoning, where a
    /// model that reasons refuses one without: "thinking is enabled but reasoning_content is missing in assistant tool call
    /// message". Null where none is demanded.
    /// </summary>
    public string? ReasoningStandIn { get; init; }

    /// <summary>True where reasoning goes back as a <c>thinking</c> part of the content instead of a member.</summary>
    public bool ReplaysReasoningAsPart { get; init; }

    /// <summary>
    /// The words that mark reasoning off inside the text of answers, which is then split by them; null leaves every text
    /// whole.
    /// </summary>
    public OpenAIChatReasoningMarks? ReasoningMarks { get; init; }

    /// <summary>True where the output count leaves the reasoning tokens out.</summary>
    public bool OutputExcludesReasoning { get; init; }

    /// <summary>The word for "call some tool": <c>required</c>, or <c>any</c>.</summary>
    public string RequiredToolChoice { get; init; } = "required";

    /// <summary>False where the host cannot be made to call a named tool.</summary>
    public bool HasNamedToolChoice { get; init; } = true;

    /// <summary>False where <c>parallel_tool_calls</c> is refused.</summary>
    public bool HasParallelToolCallsOption { get; init; } = true;

    /// <summary>False where <c>strict</c> on a function is refused.</summary>
    public bool HasStrictTools { get; init; } = true;

    /// <summary>How the names of tools look.</summary>
    public ToolNameFormat ToolNames { get; init; } = ToolNameFormat.OpenAI;

    /// <summary>True where tools of the type <c>custom</c>, which take free text, are accepted.</summary>
    public bool HasCustomTools { get; init; }

    /// <summary>True where <c>tool_choice</c> may name the <c>allowed_tools</c>; else no others are offered.</summary>
    public bool HasAllowedTools { get; init; }

    /// <summary>True where <c>tool_choice</c> and <c>parallel_tool_calls</c> are accepted without <c>tools</c>.</summary>
    public bool TakesToolSettingsAlone { get; init; }

    /// <summary>True where <c>web_search_options</c> is accepted, as by OpenAI's search models.</summary>
    public bool HasWebSearchOptions { get; init; }

    /// <summary>False where images in the input are refused.</summary>
    public bool AcceptsImages { get; init; } = true;

    /// <summary>The types of images that are taken, such as <c>image/png</c>; empty where any is passed on.</summary>
    public ImmutableArray<string> ImageTypes { get; init; } = [];

    /// <summary>False where images are taken by their bytes alone, not by their addresses.</summary>
    public bool AcceptsImageUrls { get; init; } = true;

    /// <summary>False where sound in the input is refused.</summary>
    public bool AcceptsAudio { get; init; } = true;

    /// <summary>False where files such as PDF in the input are refused.</summary>
    public bool AcceptsFiles { get; init; } = true;

    /// <summary>True where files are taken by their addresses too, and not by their bytes alone.</summary>
    public bool AcceptsFileUrls { get; init; }

    /// <summary>True where a tool's result may hold images and files beside text.</summary>
    public bool AcceptsToolResultParts { get; init; }

    /// <summary>False where <c>response_format</c> takes no <c>json_schema</c>; a schema is then coerced to <c>json_object</c>.</summary>
    public bool HasJsonSchema { get; init; } = true;

    /// <summary>False where <c>response_format</c> takes no <c>json_object</c>.</summary>
    public bool HasJsonObject { get; init; } = true;

    /// <summary>
    /// True where a strict schema must close its objects and require all their properties, as OpenAI's must
    /// (platform.openai.com/docs/guides/structured-outputs#supported-schemas).
    /// </summary>
    public bool ClosesStrictSchemas { get; init; } = true;

    /// <summary>True where JSON mode is refused unless a message holds the word "json", as by OpenAI (platform.openai.com/docs/guides/structured-outputs#json-mode).</summary>
    public bool NeedsJsonWord { get; init; } = true;

    /// <summary>False where <c>response_format</c> with JSON is refused beside tools.</summary>
    public bool CombinesJsonWithTools { get; init; } = true;

    /// <summary>True where <c>{}</c> is taken for the parameters of a function that has none.</summary>
    public bool AllowsEmptyParameters { get; init; }

    /// <summary>False where a schema may have nothing beside <c>$ref</c>.</summary>
    public bool AllowsReferenceSiblings { get; init; } = true;

    /// <summary>The member for the seed, such as <c>seed</c> or <c>random_seed</c>; null where there is none.</summary>
    public string? SeedMember { get; init; } = "seed";

    /// <summary>True where <c>top_k</c> is accepted; OpenAI refuses it.</summary>
    public bool HasTopK { get; init; }

    /// <summary>False where temperature and <c>top_p</c> are refused, as by reasoning models.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>False where the frequency and presence penalties are refused.</summary>
    public bool HasPenalties { get; init; } = true;

    /// <summary>How many stop sequences are accepted; 0 where none are.</summary>
    public int MaximumStopSequences { get; init; } = 4;

    /// <summary>False where <c>logprobs</c> is refused.</summary>
    public bool HasLogProbs { get; init; } = true;

    /// <summary>False where <c>user</c> is refused.</summary>
    public bool HasUser { get; init; } = true;

    /// <summary>How long <c>user</c> may be, in characters, null where that is not known.</summary>
    public int? MaximumUserLength { get; init; }

    /// <summary>
    /// True where <c>store</c>, <c>verbosity</c>, <c>safety_identifier</c> and <c>prompt_cache_retention</c> are accepted, as
    /// by OpenAI (platform.openai.com/docs/api-reference/chat/create); most others that speak its wire refuse them.
    /// </summary>
    public bool HasOpenAISettings { get; init; }

    /// <summary>True where <c>service_tier</c>, <c>metadata</c> and <c>prompt_cache_key</c> are accepted, as by OpenAI.</summary>
    public bool HasRequestLabels { get; init; }

    /// <summary>The words that <c>service_tier</c> takes, empty where any is passed on.</summary>
    public ImmutableArray<string> ServiceTiers { get; init; } = [];

    /// <summary>False where of these <c>service_tier</c> is refused.</summary>
    public bool HasServiceTier { get; init; } = true;

    /// <summary>
    /// Members of the wire that no setting models and that the host refuses, such as <c>logit_bias</c>. <c>n</c> among them
    /// means more than one answer.
    /// </summary>
    public ImmutableArray<string> RefusedMembers { get; init; } = [];

    /// <summary>
    /// The members of the body that a strict host knows; what else a request for another host holds is left out. Empty where
    /// every member is passed on.
    /// </summary>
    public ImmutableArray<string> KnownMembers { get; init; } = [];

    /// <summary>True where <c>cache_control</c> marks are sent on content parts. False for models that are cached without, even where their host takes the marks.</summary>
    public bool EmitsCacheControl { get; init; }

    /// <summary>What becomes of a conversation that ends with a message of the model.</summary>
    public PrefillAbility Prefill { get; init; }

    /// <summary>True where messages of the user and the assistant must alternate, beginning with the user's.</summary>
    public bool AlternatesRoles { get; init; }

    /// <summary>True where a message without content and without calls is accepted, as by OpenAI (recorded).</summary>
    public bool AcceptsEmptyMessages { get; init; }

    /// <summary>How many letters and digits the id of a tool call must have, null where any goes.</summary>
    public int? ToolCallIdLength { get; init; }

    /// <summary>How long the id of a tool call may be, null where that is not known.</summary>
    public int? MaximumToolCallIdLength { get; init; }

    /// <summary>The member on a last assistant message that lets the model continue it, such as <c>prefix</c>; null for none.</summary>
    public string? PrefixMember { get; init; }

    /// <summary>Whether calls carry thought signatures, in <c>extra_content</c>: https://ai.google.dev/gemini-api/docs/thought-signatures.</summary>
    public bool HasThoughtSignatures { get; init; }
}
