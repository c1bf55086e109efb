using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Decides how a conversation stands at a receiver that has one system prompt in front of everything and two sides behind
/// it: which messages are the prompt, and which of the others are one turn.
/// </summary>
internal static class TurnShaper
{
    public static ShapedTurns Shape(IReadOnlyList<ChatMessage> messages, TurnTraits traits)
    {
        var system = new List<int>();
        var turns = new List<Turn>();
        var losses = new List<ChatWarning>();
        for (var index = 0; index < messages.Count; index++)
        {
            if (ConversationShaper.IsInstruction(messages[index], traits))
            {
                system.Add(index);
                continue;
            }

            var last = FindLast(messages, index, traits);
            turns.Add(new Turn(index, last));
            index = last;
        }

        LoseNames(messages, turns, losses);
        return new ShapedTurns(messages, traits, system, turns, losses);
    }

    /// <summary>Reports a message that was to be continued, on a wire that cannot ask for it.</summary>
    public static void ReportPrefix(ChatCall call, FieldPath field) =>
        call.Warn(ChatWarningKind.Unsupported, field.Of("IsPrefix"), "The receiver cannot be asked to continue a message; the model answers anew.");

    /// <summary>Tools' results that follow each other are one turn, and what the user says behind them where the sides alternate.</summary>
    private static int FindLast(IReadOnlyList<ChatMessage> messages, int first, TurnTraits traits)
    {
        var last = first;
        while (messages[first].Role == ChatRole.Tool && last + 1 < messages.Count
            && (messages[last + 1].Role == ChatRole.Tool || (traits.Joins == TurnsJoined.All && messages[last + 1].Role == ChatRole.User)))
        {
            last++;
        }

        return last;
    }

    private static void LoseNames(IReadOnlyList<ChatMessage> messages, List<Turn> turns, List<ChatWarning> losses)
    {
        foreach (var (first, last) in turns)
        {
            for (var index = first; index <= last; index++)
            {
                if (messages[index].AuthorName is not null)
                {
                    losses.Add(ChatWarning.About(FieldPath.OfMessage(index).Of("AuthorName"), ChatWarningKind.Unsupported, "The wire has no names on messages; it was left out."));
                }
            }
        }
    }
}
