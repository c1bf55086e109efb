using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Images and files that a tool returned, at a receiver whose results hold text alone: they go into a message of the user
/// behind the results, and the result says so.
/// </summary>
internal static class ToolResultMedia
{
    private const string Pointer = "The content of this result stands in the next message of the user.";

    public static void Move(ConversationDraft draft, TurnTraits traits)
    {
        List<PlacedContent>? moved = null;
        for (var i = 0; i < draft.Count; i++)
        {
            if (moved is not null && !IsResult(draft[i]))
            {
                i = Insert(draft, i, moved);
                moved = null;
                continue;
            }

            if (NeedsMove(draft[i], traits))
            {
                TakeOut(draft, i, traits, moved ??= []);
            }

            if (moved is not null && draft[i].Role != ChatRole.Tool)
            {
                // The message has room for it itself, behind its results.
                draft.SetContents(i, [.. draft.ContentsOf(i), .. moved]);
                moved = null;
            }
        }

        if (moved is not null)
        {
            Insert(draft, draft.Count, moved);
        }
    }

    private static bool IsResult(ChatMessage message) => message.Role == ChatRole.Tool && CallPairing.HasResults(message);

    private static int Insert(ConversationDraft draft, int index, List<PlacedContent> moved)
    {
        draft.Insert(index, ChatRole.User, moved[0].Field, moved);
        return index;
    }

    private static bool NeedsMove(ChatMessage message, TurnTraits traits)
    {
        for (var j = 0; j < message.Contents.Count; j++)
        {
            if (message.Contents[j] is FunctionResultContent result && ToolResultText.PartsOf(result) is { } parts && NeedsMove(parts, traits))
            {
                return true;
            }
        }

        return false;
    }

    private static bool NeedsMove(List<AIContent> parts, TurnTraits traits) => parts.Exists(part => MustMove(part, traits));

    private static bool MustMove(AIContent part, TurnTraits traits) => part is not TextContent && !traits.TakesInResult(part) && traits.TakesFromUser(part);

    private static void TakeOut(ConversationDraft draft, int message, TurnTraits traits, List<PlacedContent> moved)
    {
        var contents = draft.ContentsOf(message);
        for (var j = 0; j < contents.Count; j++)
        {
            if (contents[j].Content is not FunctionResultContent result || ToolResultText.PartsOf(result) is not { } parts || !NeedsMove(parts, traits))
            {
                continue;
            }

            var field = contents[j].Field;
            draft.Call.Warn(ChatWarningKind.Coerced, field, "A tool's result holds text alone here; its images and files were moved into a message of the user behind it.");
            moved.Add(new PlacedContent(new TextContent($"From the result of the tool call {result.CallId}:"), field));
            moved.AddRange(parts.FindAll(part => MustMove(part, traits)).Select(part => new PlacedContent(part, field[parts.IndexOf(part)])));
            List<AIContent> left = parts.FindAll(part => !MustMove(part, traits));
            contents[j] = contents[j] with { Content = With(result, left.Count == 0 ? [new TextContent(Pointer)] : left) };
        }

        draft.SetContents(message, contents);
    }

    /// <summary>The same result with other parts.</summary>
    public static FunctionResultContent With(FunctionResultContent result, List<AIContent> parts) => new(result.CallId, parts)
    {
        AdditionalProperties = result.AdditionalProperties,
        Annotations = result.Annotations,
        Exception = result.Exception,
    };
}
