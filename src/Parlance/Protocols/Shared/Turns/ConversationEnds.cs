using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Who speaks first and last, as the receiver wants it.</summary>
internal static class ConversationEnds
{
    private const string Opening = "(The conversation begins with the assistant.)";
    private const string GoOn = "Continue your last message exactly where it ends.";

    public static void Fit(ConversationDraft draft, TurnTraits traits, bool isOwn)
    {
        if (!isOwn && draft.Count > 0 && FindFirst(draft) < 0)
        {
            SpeakAsUser(draft, draft.Count - 1);
        }

        if (!isOwn && traits.BeginsWithUser && FindFirst(draft) is >= 0 and var first && draft[first].Role == ChatRole.Assistant)
        {
            draft.Call.Warn(ChatWarningKind.Coerced, draft.PlaceOf(first), "The receiver wants the user to speak first; a message that says who began was added.");
            draft.Insert(first, ChatRole.User, draft.PlaceOf(first), [new PlacedContent(new TextContent(Opening), draft.PlaceOf(first))]);
        }

        if (draft.Count > 0 && draft[^1].Role == ChatRole.Assistant && !CallPairing.HasCalls(draft[^1]))
        {
            FitPrefill(draft, draft.Count - 1, traits);
        }
    }

    /// <summary>A conversation of instructions alone: receivers want somebody to answer.</summary>
    private static void SpeakAsUser(ConversationDraft draft, int index)
    {
        draft.Call.Warn(ChatWarningKind.Coerced, draft.PlaceOf(index), "The receiver wants a message beside the instructions; the last of them was sent as the user's.");
        var message = draft[index].Clone();
        message.Role = ChatRole.User;
        draft.SetMessage(index, message, draft.ContentsOf(index));
    }

    private static int FindFirst(ConversationDraft draft)
    {
        for (var i = 0; i < draft.Count; i++)
        {
            if (!ConversationShaper.IsInstruction(draft[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void FitPrefill(ConversationDraft draft, int last, TurnTraits traits)
    {
        var place = draft.PlaceOf(last);
        if (traits.Prefill == PrefillAbility.Refused)
        {
            draft.Call.Warn(ChatWarningKind.Coerced, place, "The model continues no message of its own; the user was made to ask for it.");
            draft.Insert(last + 1, ChatRole.User, place, [new PlacedContent(new TextContent(GoOn), place)]);
        }
        else if (!traits.AllowsTrailingSpace && draft[last].Contents is [.., TextContent { Text: [.., var end] } text] && char.IsWhiteSpace(end))
        {
            var contents = draft.ContentsOf(last);
            draft.Call.Warn(ChatWarningKind.Coerced, contents[^1].Field, "A message that the model is to continue may not end in white space; it was cut off.");
            contents[^1] = contents[^1] with { Content = new TextContent(text.Text.TrimEnd()) { AdditionalProperties = text.AdditionalProperties, Annotations = text.Annotations } };
            draft.SetContents(last, contents);
        }

        if (traits.Prefill == PrefillAbility.Marked && !draft[last].IsPrefix)
        {
            var message = draft[last].Clone();
            message.AdditionalProperties = message.AdditionalProperties is { } bag ? new(bag) : null;
            message.IsPrefix = true;
            draft.SetMessage(last, message, draft.ContentsOf(last));
        }
    }
}
