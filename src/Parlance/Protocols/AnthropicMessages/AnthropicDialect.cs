using System.Collections.Immutable;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// How a host or a family of models deviates from Anthropic's Messages: data, merged default → provider → model family.
/// The defaults are those of a host that copies the wire faithfully.
/// </summary>
public sealed record AnthropicDialect
{
    /// <summary>The defaults.</summary>
    public static AnthropicDialect Default { get; } = new();

    /// <summary>The path below the base URL; <c>{model}</c> is replaced by the model's id.</summary>
    public string Path { get; init; } = "/v1/messages";

    /// <summary>
    /// The path below the base URL that lists the host's models, with its query; null where it has no such list. 1,000 is
    /// the largest page that Anthropic documents.
    /// </summary>
    public string? ModelsPath { get; init; } = "/v1/models?limit=1000";

    /// <summary>The path below the base URL that counts the tokens of a request, null where the host has none.</summary>
    public string? CountTokensPath { get; init; } = "/v1/messages/count_tokens";

    /// <summary>
    /// True where the host counts by a call of its own, which takes the whole request in base64;
    /// <see cref="CountTokensPath"/> is not used then.
    /// </summary>
    public bool CountsInvocations { get; init; }

    /// <summary>The path of streamed calls, null where it is <see cref="Path"/> too.</summary>
    public string? StreamingPath { get; init; }

    /// <summary>False where the model stands in the path and not in the body.</summary>
    public bool WritesModel { get; init; } = true;

    /// <summary>False where the path and not the body says that the response is streamed.</summary>
    public bool WritesStream { get; init; } = true;

    /// <summary>The <c>anthropic-version</c> header, null where the host takes none.</summary>
    public string? VersionHeader { get; init; } = "2023-06-01";

    /// <summary>The <c>anthropic_version</c> member of the body, null where the host takes none.</summary>
    public string? BodyVersion { get; init; }

    /// <summary>Beta features to switch on with every call, besides those that a call itself needs.</summary>
    public ImmutableArray<string> Betas { get; init; } = [];

    /// <summary>The beta feature that an effort is with a model, null where none needs to be named.</summary>
    public string? EffortBeta { get; init; }

    /// <summary>True where beta features are named in the body's <c>anthropic_beta</c> and not in a header.</summary>
    public bool WritesBetasInBody { get; init; }

    /// <summary>
    /// The output limit of calls that set none, in tokens, because the wire requires one: the model's own where it is
    /// known. The oldest models accept no more than 4,096.
    /// </summary>
    public int DefaultMaximumOutputTokens { get; init; } = 4096;

    /// <summary>How many cache marks one request may hold: 4 in Anthropic's documentation of prompt caching.</summary>
    public int MaximumCacheMarks { get; init; } = 4;

    /// <summary>False where <c>temperature</c>, <c>top_p</c> and <c>top_k</c> are refused.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>
    /// False where a call may set <c>temperature</c> or <c>top_p</c> but not both, as for Claude Opus 4.1 and later
    /// (https://platform.claude.com/docs/en/about-claude/models/migration-guide).
    /// </summary>
    public bool CombinesSampling { get; init; } = true;

    /// <summary>False where instructions are taken in front of the conversation alone, and none in it.</summary>
    public bool AcceptsInlineSystem { get; init; } = true;

    /// <summary>False where images and documents are taken by their bytes alone, not by their addresses.</summary>
    public bool AcceptsUrls { get; init; } = true;

    /// <summary>What becomes of a conversation that ends with a message of the model.</summary>
    public PrefillAbility Prefill { get; init; }

    /// <summary>
    /// False where <c>output_config.format</c> and strict tools are refused: a schema is then asked for by a forced call.
    /// </summary>
    public bool HasStructuredOutput { get; init; } = true;

    /// <summary>How a model is told to think: by a budget, or with adaptive thinking by an effort.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.ThinkingBudget;

    /// <summary>False where <c>"thinking": {"type": "enabled"}</c> with a budget is refused, even of a request that asked for it on this wire.</summary>
    public bool TakesThinkingBudget { get; init; } = true;

    /// <summary>False where <c>"thinking": {"type": "adaptive"}</c> is refused, even of a request that asked for it on this wire.</summary>
    public bool TakesAdaptiveThinking { get; init; } = true;

    /// <summary>
    /// The levels that <c>output_config.effort</c> takes, from the lowest to the highest; none where the member is refused,
    /// null where it is not known which. Source: https://platform.claude.com/docs/en/build-with-claude/effort.
    /// </summary>
    public ImmutableArray<string>? OutputEfforts { get; init; }

    /// <summary>Which thinking is taken back: with its signature alone, or in words too, as by hosts of other vendors' models.</summary>
    public ReasoningReplay ReasoningReplay { get; init; } = ReasoningReplay.OwnState;
}
