using System.Collections.Immutable;

namespace Parlance.Protocols;

/// <summary>Words for how soon and at which price a call is served, which differ between vendors.</summary>
internal static class ServiceTiers
{
    // One tier, in the words of OpenAI, Anthropic and Google.
    private static readonly ImmutableArray<string> s_ordinary = ["default", "standard_only", "standard", "on_demand"];

    /// <summary>The tier itself where the receiver has it, or its own word for the ordinary one.</summary>
    public static Fitted<string?> Fit(string? tier, ImmutableArray<string> known) =>
        known.IndexOf(tier!) >= 0 ? tier
        : s_ordinary.IndexOf(tier!) >= 0 && known.FirstOrDefault(static word => s_ordinary.IndexOf(word) >= 0) is { } ordinary ? Fitted<string?>.Changed(ordinary, $"The receiver's word for '{tier}' is '{ordinary}'; that was sent.")
        : Fitted<string?>.Refused($"The receiver knows no service tier '{tier}'; it was left out.");

    /// <summary>The tiers of OpenAI: https://platform.openai.com/docs/api-reference/chat/create; <c>fast</c> is recorded.</summary>
    public static ImmutableArray<string> OfOpenAI { get; } = ["auto", "default", "flex", "scale", "priority", "fast"];

    /// <summary>Any tier, but another vendor's word for the ordinary one in that of OpenAI.</summary>
    public static Fitted<string?> FitOpenAI(string? tier) => tier is "standard_only" or "standard" ? Fit(tier, ["default"]) : tier;
}
