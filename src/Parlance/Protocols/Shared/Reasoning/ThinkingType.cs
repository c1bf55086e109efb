namespace Parlance.Protocols;

/// <summary>The words of the <c>thinking</c> object, which several wires share.</summary>
internal static class ThinkingType
{
    public const string Enabled = "enabled";
    public const string Disabled = "disabled";
    public const string Adaptive = "adaptive";

    /// <summary>The word for a plan where thinking has a budget or sizes itself; null where the plan says nothing of it.</summary>
    public static string? Of(ReasoningPlan plan) =>
        plan.IsEmpty ? null
        : !plan.IsOn ? Disabled
        : plan.Budget is not null ? Enabled
        : Adaptive;
}
