using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What becomes of a part of an earlier answer.</summary>
internal enum ReplayFate
{
    /// <summary>The wire writes it, with its state where it has some.</summary>
    Keep,

    /// <summary>The wire writes its words; the state stays behind, which is noted.</summary>
    KeepWords,

    /// <summary>Its JSON goes back as it came.</summary>
    Raw,

    /// <summary>It is left out, with a warning where there is a reason to give.</summary>
    LeaveOut,
}

/// <summary>What becomes of a content, and how that is told.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Reason">Why it is left out, as a sentence; null where nobody would miss it.</param>
/// <param name="Kind">How a reason is told: what the model would have read is a loss, what its issuer alone could read is none.</param>
internal readonly record struct Replay(ReplayFate Fate, string? Reason = null, ChatWarningKind Kind = ChatWarningKind.Unsupported)
{
    /// <summary>
    /// Decides what goes back to whom. State goes to its issuer alone; reasoning in words to whoever takes them; the JSON of
    /// another provider's own tools to nobody but that provider.
    /// </summary>
    /// <param name="content">The content.</param>
    /// <param name="role">Who said it, null for a part of a tool's result.</param>
    /// <param name="call">The call.</param>
    /// <param name="traits">What the receiver takes back.</param>
    public static Replay Decide(AIContent content, ChatRole? role, ChatCall call, ReplayTraits traits) => content switch
    {
        UsageContent or ErrorContent => new(ReplayFate.LeaveOut),
        TextReasoningContent reasoning => Decide(reasoning, call, traits),
        { Raw: { ValueKind: JsonValueKind.Object } raw } when traits.IsBlock(content, raw, call) && (traits.IsStateless(content, raw) || call.MayReplay(content.Issuer)) => new(ReplayFate.Raw),
        FunctionCallContent or FunctionResultContent => new(ReplayFate.Keep),

        // What a tool answered is content, which is written or refused; what a provider's own tools did is no more than a record.
        _ when role is null => new(ReplayFate.Keep),
        ToolCallContent or ToolResultContent when role == ChatRole.Assistant => Foreign(content),
        { Raw.ValueKind: JsonValueKind.Object } when role == ChatRole.Assistant && content.GetType() == typeof(AIContent) => Foreign(content),
        { Raw.ValueKind: JsonValueKind.Object } when IsRecord(content) => Foreign(content),
        { Issuer: { } issuer } when content.GetType() == typeof(AIContent) && !call.MayReplay(issuer) => Foreign(content),
        _ => new(ReplayFate.Keep),
    };

    /// <summary>True for what a provider notes of its own tools among the messages, whoever is said to have written it.</summary>
    public static bool IsRecord(AIContent content) => content.GetType() == typeof(AIContent) && content.WireType is { } type
        && (type.EndsWith("_output", StringComparison.Ordinal) || type.EndsWith("_call", StringComparison.Ordinal) || type.EndsWith("_result", StringComparison.Ordinal) || type is "tool_addition" or "compaction");

    private static Replay Decide(TextReasoningContent reasoning, ChatCall call, ReplayTraits traits)
    {
        var hasState = reasoning.ProtectedData is { Length: > 0 };
        var hasWords = !string.IsNullOrEmpty(reasoning.Text);
        if (!hasState && !hasWords)
        {
            return new(ReplayFate.LeaveOut);
        }

        var isTaken = call.MayReplayReasoning(reasoning.Issuer) || traits.KindredIssuers.IndexOf(reasoning.Issuer!) >= 0;
        if (hasState && traits.Reasoning != ReasoningReplay.Nothing && isTaken && traits.IsState(reasoning.ProtectedData!))
        {
            return new(ReplayFate.Keep);
        }

        if (hasWords && traits.Reasoning == ReasoningReplay.Words)
        {
            return new(hasState ? ReplayFate.KeepWords : ReplayFate.Keep);
        }

        // Nobody but its issuer could have read the state, and its issuer knows what it does not want back.
        var isOwn = reasoning.Issuer is { } issuer && call.Recipient == issuer;
        return new(ReplayFate.LeaveOut, ReasonAgainst(reasoning, hasState, traits), hasWords && !isOwn ? ChatWarningKind.Unsupported : ChatWarningKind.Other);
    }

    private static string ReasonAgainst(TextReasoningContent reasoning, bool hasState, ReplayTraits traits) =>
        traits.Reasoning == ReasoningReplay.Nothing ? "The host takes no reasoning back; it was left out."
        : hasState ? $"The reasoning was signed by {reasoning.Issuer ?? "another"}, whose state this provider does not accept; it was left out."
        : "Reasoning is taken back only with the state that it came with; it was left out.";

    /// <summary>For content that this wire has no form for, because another provider made it.</summary>
    public static Replay Foreign(AIContent content) =>
        new(ReplayFate.LeaveOut, $"What another provider's own '{ContentKind.Of(content)}' did cannot be told to this one; it was left out.");
}
