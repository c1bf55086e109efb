namespace Parlance.Protocols.BedrockConverse;

/// <summary>How a model is told to reason: Converse has no member for it, so each maker's own travels beside the rest.</summary>
public enum ConverseReasoningControl
{
    /// <summary><c>"thinking": {"type": "enabled", "budget_tokens": N}</c>; a level of effort is turned into a budget.</summary>
    ThinkingBudget,

    /// <summary><c>"thinking": {"type": "adaptive"}</c> with <c>"output_config": {"effort": "high"}</c>; a budget is refused.</summary>
    AdaptiveThinking,

    /// <summary><c>"reasoning_effort": "high"</c>.</summary>
    EffortMember,

    /// <summary><c>"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}</c>.</summary>
    EffortConfig,

    /// <summary>The model's reasoning cannot be controlled.</summary>
    None,
}

/// <summary>
/// What a family of models wants in <c>additionalModelRequestFields</c>: data, merged default → provider → model family.
/// </summary>
public sealed record ConverseDialect
{
    /// <summary>The defaults.</summary>
    public static ConverseDialect Default { get; } = new();

    /// <summary>How a model is told to reason.</summary>
    public ConverseReasoningControl Reasoning { get; init; }

    /// <summary>False where the model chooses its sampling itself and refuses <c>temperature</c>, <c>topP</c> and <c>top_k</c>.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>The member that limits sampling to the most likely tokens; a dot stands between nested ones. Null for none.</summary>
    public string? TopKMember { get; init; } = "top_k";
}
