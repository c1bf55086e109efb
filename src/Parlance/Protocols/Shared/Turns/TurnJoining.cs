using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Makes one message of several of one role: where a receiver wants sides to alternate, and where it wants the calls that
/// are made together in one. Other wires have an item for each call, which is a message each.
/// </summary>
internal static class TurnJoining
{
    public static void Join(ConversationDraft draft, TurnTraits traits)
    {
        for (var first = 0; first < draft.Count; first++)
        {
            var last = FindLast(draft, first, traits);
            if (last > first)
            {
                Merge(draft, first, last, traits);
            }
        }
    }

    private static int FindLast(ConversationDraft draft, int first, TurnTraits traits)
    {
        var last = first;
        while (last + 1 < draft.Count && IsContinuation(draft, first, last + 1, traits))
        {
            last++;
        }

        return last;
    }

    private static bool IsContinuation(ConversationDraft draft, int first, int next, TurnTraits traits)
    {
        var (one, other) = (draft[first], draft[next]);
        if (one.Role != other.Role || one.IsPrefix || (traits.HasNames && one.AuthorName != other.AuthorName))
        {
            return false;
        }

        return traits.Joins switch
        {
            TurnsJoined.All => one.Role == ChatRole.User || one.Role == ChatRole.Assistant || one.Role == ChatRole.System,
            TurnsJoined.OfModel => one.Role == ChatRole.Assistant,
            TurnsJoined.Calls => one.Role == ChatRole.Assistant && (CallPairing.HasCalls(one) || IsReasoningAlone(one)),
            _ => false,
        };
    }

    /// <summary>True for a message that holds nothing but reasoning: what it led to stands in the next.</summary>
    public static bool IsReasoningAlone(ChatMessage message) => message.Contents.Count > 0 && !message.HasAny(static content => content is not TextReasoningContent);

    private static void Merge(ConversationDraft draft, int first, int last, TurnTraits traits)
    {
        var contents = draft.ContentsOf(first);
        for (var i = first + 1; i <= last; i++)
        {
            draft.Call.Warn(ChatWarningKind.Other, draft.PlaceOf(i), "The receiver wants what one side says in a row in one message; the message was joined with the one before.");
            ExtrasLoss.Report(draft.Call, traits.Wire, draft[i].AdditionalProperties, draft.PlaceOf(i));
            contents.AddRange(draft.ContentsOf(i));
        }

        draft.SetContents(first, contents);
        for (var i = last; i > first; i--)
        {
            draft.RemoveAt(i);
        }
    }
}
