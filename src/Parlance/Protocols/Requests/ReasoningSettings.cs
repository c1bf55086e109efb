using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a call asks of reasoning, wherever its options say so.</summary>
/// <param name="Effort">The level in the wires' words.</param>
/// <param name="Budget">How many tokens reasoning may take.</param>
/// <param name="Enabled">Whether to reason at all.</param>
internal readonly record struct ReasoningSettings(string? Effort, long? Budget, bool? Enabled)
{
    public static ReasoningSettings From(ChatOptions options) =>
        new(ReasoningEffortWord.Find(options).Effort, options.ReasoningBudget, options.ReasoningEnabled);

    public bool IsEmpty => this == default;

    /// <summary>The level nearest to a budget, or to a bare switch: null where the settings say neither.</summary>
    public string? NearestEffort() =>
        Enabled == false ? "none"
        : Budget is { } budget ? budget switch { <= 1024 => "low", <= 4096 => "medium", _ => "high" }
        : Enabled == true ? "medium"
        : null;

    /// <summary>True where the settings contradict each other: a switch that is off wins over how hard to think.</summary>
    public bool IsOffDespiteEffort => Enabled == false && Effort is not (null or "none");

    /// <summary>The switch that a level amounts to.</summary>
    public bool NearestSwitch() => Effort is not "none" && Budget is not 0;
}
