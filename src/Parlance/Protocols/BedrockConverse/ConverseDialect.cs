using System.Collections.Immutable;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>In which members a model is told to reason: Converse has none for it, so each maker's own travel beside the rest.</summary>
public enum ConverseReasoningMembers
{
    /// <summary><c>"thinking": {"type": "enabled", "budget_tokens": N}</c>, or <c>{"type": "adaptive"}</c> with <c>"output_config": {"effort": "high"}</c>.</summary>
    Thinking,

    /// <summary><c>"reasoning_effort": "high"</c>.</summary>
    Effort,

    /// <summary><c>"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}</c>.</summary>
    Config,
}

/// <summary>
/// What a family of models wants in <c>additionalModelRequestFields</c>: data, merged default → provider → model family.
/// </summary>
public sealed record ConverseDialect
{
    /// <summary>The defaults.</summary>
    public static ConverseDialect Default { get; } = new();

    /// <summary>How a model can be told to reason.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.ThinkingBudget;

    /// <summary>False where thinking with a budget is refused, even of a request that asked for it on this wire.</summary>
    public bool TakesThinkingBudget { get; init; } = true;

    /// <summary>False where adaptive thinking is refused, even of a request that asked for it on this wire.</summary>
    public bool TakesAdaptiveThinking { get; init; } = true;

    /// <summary>In which members.</summary>
    public ConverseReasoningMembers ReasoningMembers { get; init; }

    /// <summary>Which reasoning is taken back.</summary>
    public ReasoningReplay ReasoningReplay { get; init; }

    /// <summary>What becomes of a conversation that ends with a message of the model.</summary>
    public PrefillAbility Prefill { get; init; }

    /// <summary>False where <c>outputConfig.textFormat</c> and strict tools are refused.</summary>
    public bool HasStructuredOutput { get; init; } = true;

    /// <summary>
    /// False where <c>toolChoice</c> cannot force a call. Where it can, a schema that a model has no structured output for
    /// is asked for by a forced call.
    /// </summary>
    public bool HasForcedTools { get; init; } = true;

    /// <summary>Other issuers whose signed reasoning the model takes, because they serve the very same models.</summary>
    public ImmutableArray<string> KindredIssuers { get; init; } = [];

    /// <summary>False where the model chooses its sampling itself and refuses <c>temperature</c>, <c>topP</c> and <c>top_k</c>.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>False where a call may set a temperature or <c>topP</c> but not both, as for Claude Opus 4.1 and later.</summary>
    public bool CombinesSampling { get; init; } = true;

    /// <summary>True where a model that thinks refuses sampling, as Claude does.</summary>
    public bool FixesSamplingWhileThinking { get; init; }

    /// <summary>How many stop sequences are accepted.</summary>
    public int MaximumStopSequences { get; init; } = int.MaxValue;

    /// <summary>False where a stop sequence of white space alone is refused.</summary>
    public bool AllowsBlankStopSequences { get; init; } = true;

    /// <summary>The member that limits sampling to the most likely tokens; a dot stands between nested ones. Null for none.</summary>
    public string? TopKMember { get; init; } = "top_k";
}
