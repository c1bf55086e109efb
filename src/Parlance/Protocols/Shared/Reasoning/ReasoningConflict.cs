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

    /// <summary>
    /// True where the model's turn that waits, be it for results that have just been given or for its own end, began without
    /// reasoning. Calls and results in a row are one turn: without interleaving, only its first message reasons.
    /// </summary>
    private static bool IsBroken(IReadOnlyList<ChatMessage> messages)
    {
        var last = messages.Count - 1;
        var isWaiting = last >= 0 && messages[last].Role == ChatRole.Assistant;
        while (last >= 0 && messages[last].Role != ChatRole.Assistant)
        {
            isWaiting |= CallPairing.HasResults(messages[last]);
            last--;
        }

        if (!isWaiting)
        {
            return false;
        }

        for (var i = last; i >= 0 && (messages[i].Role == ChatRole.Assistant || CallPairing.HasResults(messages[i])); i--)
        {
            if (messages[i].Role == ChatRole.Assistant && messages[i].Contents is [TextReasoningContent, ..])
            {
                return false;
            }
        }

        return last >= 0;
    }
}
