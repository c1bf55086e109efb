using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What else a call says that keeps a receiver from reasoning.</summary>
internal static class ReasoningConflict
{
    /// <summary>Why the receiver refuses to reason on a call, as a sentence; null where it does not.</summary>
    public static string? Find(ChatCall call, ReasoningAbility ability) =>
        ability.ForbidsForcedTools && call.Options is { ToolMode: RequiredChatToolMode, Tools.Count: > 0 } ? "The model does not reason while it is made to use a tool."
        : ability.ForbidsTools && call.Options.Tools is { Count: > 0 } ? "The model does not reason on a call with tools on this wire."
        : ability.BindsToolLoops && IsBroken(call.Messages) ? "The model reasons on only where its last turn begins with the reasoning that led to its calls, and this conversation has none that it accepts."
        : null;

    /// <summary>True where the model's last turn, whose calls have just been answered or which it is to go on with, does not begin with reasoning.</summary>
    private static bool IsBroken(IReadOnlyList<ChatMessage> messages)
    {
        var last = messages.Count - 1;
        var isAnswered = last >= 0 && messages[last].Role == ChatRole.Assistant;
        while (last >= 0 && messages[last].Role != ChatRole.Assistant)
        {
            isAnswered |= CallPairing.HasResults(messages[last]);
            last--;
        }

        if (!isAnswered)
        {
            return false;
        }

        // Messages of the model in a row are one turn.
        while (last > 0 && messages[last - 1].Role == ChatRole.Assistant)
        {
            last--;
        }

        return last >= 0 && messages[last].Contents is not [TextReasoningContent, ..];
    }
}
