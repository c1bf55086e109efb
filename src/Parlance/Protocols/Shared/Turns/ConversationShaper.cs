using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Brings a conversation into the form that its receiver accepts: what it cannot read is left out, calls and results are
/// paired, turns are joined, and nothing empty is left behind. A conversation in that form stays as it is.
/// </summary>
internal static class ConversationShaper
{
    /// <summary>Shapes a call's conversation.</summary>
    /// <param name="call">The call; it is warned of what is lost or changed.</param>
    /// <param name="traits">What the receiver wants.</param>
    /// <returns>The call to write; the same one where nothing had to change.</returns>
    /// <exception cref="LlmException">Something is lost, and the policy is to throw.</exception>
    public static ChatCall Shape(ChatCall call, TurnTraits traits)
    {
        var draft = new ConversationDraft(call);
        LeaveOut(draft, traits);
        if (traits.HasSystemInFront)
        {
            MoveInstructions(draft, traits);
        }

        if (!call.IsOwnOf(traits.Wire))
        {
            RequireMessages(call, traits);
            ContentWords.Say(draft, traits);
        }

        // What the receiver's own client said in the receiver's own wire stands in the form that it takes already.
        if (draft.IsChanged || !call.IsOwnOf(traits.Wire))
        {
            LeaveOutEmpty(draft, traits);
            RequireSpeech(draft, traits);
            CallPairing.Pair(draft, traits);
            ToolResultMedia.Move(draft, traits);
            TurnJoining.Join(draft, traits);
            LeaveOutReasoningAlone(draft, traits);
        }

        ConversationEnds.Fit(draft, traits, call.IsOwnOf(traits.Wire));
        if (traits.Ids is { } ids && !call.IsOwnOf(traits.Wire))
        {
            ToolCallIdFitting.Fit(draft, ids);
        }

        return draft.Finish();
    }

    /// <summary>True for a message that goes into the prompt in front.</summary>
    public static bool IsInstruction(ChatMessage message, TurnTraits traits) => IsInstruction(message) && traits.IsInlineSystem?.Invoke(message) != true;

    /// <summary>True for a message of instructions.</summary>
    public static bool IsInstruction(ChatMessage message) => message.Role == ChatRole.System || message.Role.Value == "developer";

    /// <summary>Other wires know prompts and conversations that their server keeps, beside which nothing needs to be said.</summary>
    private static void RequireMessages(ChatCall call, TurnTraits traits)
    {
        if (call.Messages.Count == 0 && !traits.TakesNoMessages)
        {
            throw call.Refuse("Messages", "There is none, and nothing on this wire could stand in for one. Add a message of the user.");
        }
    }

    /// <summary>A conversation of which nothing is left asks for nothing.</summary>
    private static void RequireSpeech(ConversationDraft draft, TurnTraits traits)
    {
        if (draft.Count == 0 && draft.Call.Messages.Count > 0 && !traits.AllowsEmptyMessages)
        {
            throw draft.Call.Refuse("Messages", "None of them says anything that the receiver can read. Add a message of the user.");
        }
    }

    /// <summary>Leaves out what the receiver could not read, and tells the caller.</summary>
    private static void LeaveOut(ConversationDraft draft, TurnTraits traits)
    {
        if (traits.Decide is not { } decide)
        {
            return;
        }

        for (var i = draft.Count - 1; i >= 0; i--)
        {
            var contents = draft[i].Contents;
            var count = 0;
            for (var j = 0; j < contents.Count; j++)
            {
                count += decide(contents[j], draft[i], draft.Call).Fate == ReplayFate.LeaveOut ? 1 : 0;
            }

            if (count == 0)
            {
                continue;
            }

            if (count == contents.Count)
            {
                ExtrasLoss.Report(draft.Call, traits.Wire, draft[i].AdditionalProperties, draft.PlaceOf(i));
                draft.RemoveAt(i);
            }
            else
            {
                var message = draft[i];
                draft.SetContents(i, draft.ContentsOf(i).FindAll(placed => decide(placed.Content, message, draft.Call).Fate != ReplayFate.LeaveOut));
            }
        }

        if (draft.IsChanged)
        {
            ReportLeftOut(draft.Call, decide);
        }
    }

    private static void ReportLeftOut(ChatCall call, Func<AIContent, ChatMessage, ChatCall, Replay> decide)
    {
        for (var i = 0; i < call.Messages.Count; i++)
        {
            var contents = call.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (decide(contents[j], call.Messages[i], call) is { Fate: ReplayFate.LeaveOut, Reason: { } reason } replay)
                {
                    call.Warn(replay.Kind, FieldPath.OfMessage(i)[j], reason);
                }
            }
        }
    }

    private static void MoveInstructions(ConversationDraft draft, TurnTraits traits)
    {
        var inFront = 0;
        for (var i = 0; i < draft.Count; i++)
        {
            if (!IsInstruction(draft[i], traits))
            {
                continue;
            }

            if (i > inFront)
            {
                if (!draft[i].HasAny<TextContent>())
                {
                    draft.Call.Warn(ChatWarningKind.Unsupported, draft.PlaceOf(i), "The receiver takes instructions in words, in front of the conversation; this one has none and was left out.");
                    draft.RemoveAt(i--);
                    continue;
                }

                draft.Call.Warn(ChatWarningKind.Coerced, draft.PlaceOf(i), "The wire has one system prompt, in front of the conversation; the message was moved there.");
                draft.Move(i, inFront);
            }

            inFront++;
        }
    }

    /// <summary>Leaves out texts and messages that say nothing, where they are refused. Nobody could have read them.</summary>
    private static void LeaveOutEmpty(ConversationDraft draft, TurnTraits traits)
    {
        for (var i = draft.Count - 1; i >= 0; i--)
        {
            if (!traits.AllowsBlankText && draft[i].HasAny(IsBlank))
            {
                draft.SetContents(i, draft.ContentsOf(i).FindAll(static placed => !IsBlank(placed.Content)));
            }

            if (draft[i].Contents.Count > 1 && draft[i].HasAny(IsEmpty))
            {
                draft.SetContents(i, draft.ContentsOf(i).FindAll(static placed => !IsEmpty(placed.Content)));
            }

            if (draft[i].Role != ChatRole.Tool && (!traits.AllowsEmptyMessages || IsInstruction(draft[i])) && SaysNothing(draft[i]))
            {
                ExtrasLoss.Report(draft.Call, traits.Wire, draft[i].AdditionalProperties, draft.PlaceOf(i));
                draft.RemoveAt(i);
            }
        }
    }

    /// <summary>Leaves out reasoning that led to nothing, where a message needs to say something beside it.</summary>
    private static void LeaveOutReasoningAlone(ConversationDraft draft, TurnTraits traits)
    {
        for (var i = draft.Count - 1; i >= 0 && traits.Joins == TurnsJoined.Calls; i--)
        {
            if (draft[i].Role == ChatRole.Assistant && TurnJoining.IsReasoningAlone(draft[i]))
            {
                draft.Call.Warn(ChatWarningKind.Unsupported, draft.PlaceOf(i), "The message holds reasoning alone, which the receiver takes beside an answer or a call only; it was left out.");
                draft.RemoveAt(i);
            }
        }
    }

    private static bool IsBlank(AIContent content) => content is TextContent { Annotations: not { Count: > 0 } } text && string.IsNullOrWhiteSpace(text.Text);

    private static bool IsEmpty(AIContent content) => content is TextContent { Text.Length: 0, Annotations: not { Count: > 0 } };

    private static bool SaysNothing(ChatMessage message) => !message.HasAny(static content => !IsEmpty(content));
}
