using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a call asks of reasoning, wherever its options say so.</summary>
/// <param name="Effort">The level in the wires' words.</param>
/// <param name="Budget">How many tokens reasoning may take.</param>
/// <param name="Enabled">Whether to reason at all.</param>
internal readonly record struct ReasoningSettings(string? Effort, long? Budget, bool? Enabled)
{
    public static ReasoningSettings From(ChatOptions options) => new(options.ReasoningEffort ?? WordOf(options.Reasoning?.Effort), options.ReasoningBudget, options.ReasoningEnabled);

    public bool IsEmpty => this == default;

    /// <summary>True where no reasoning is asked for: a switch that is off wins over how hard to think.</summary>
    public bool IsOff => Enabled == false || (Enabled is null && (Effort == "none" || Budget <= 0));

    /// <summary>The setting that says how hard to think.</summary>
    public static string EffortField(ChatOptions options) => options.ReasoningEffort is not null ? "ReasoningEffort" : "Reasoning.Effort";

    /// <summary>The setting that says the most.</summary>
    public string Field(ChatOptions options) => Effort is not null ? EffortField(options) : Budget is not null ? "ReasoningBudget" : "ReasoningEnabled";

    private static string? WordOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };
}
