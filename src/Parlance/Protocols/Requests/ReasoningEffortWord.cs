using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>How hard the model should think, in the wires' own word for it.</summary>
internal static class ReasoningEffortWord
{
    /// <summary>The word that the options ask for, null for none, and the setting that says it.</summary>
    public static (string? Effort, string Field) Find(ChatOptions options) =>
        options.ReasoningEffort is { } word
            ? (word, "ReasoningEffort")
            : (options.Reasoning?.Effort switch
            {
                ReasoningEffort.None => "none",
                ReasoningEffort.Low => "low",
                ReasoningEffort.Medium => "medium",
                ReasoningEffort.High => "high",
                ReasoningEffort.ExtraHigh => "xhigh",
                _ => null,
            }, "Reasoning.Effort");
}
