using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Sees to it that every result stands behind the call that it answers, and that every call has one: receivers refuse a
/// conversation in which a call is open or a result answers none, as it is left when items between were dropped.
/// </summary>
internal static class CallPairing
{
    /// <summary>What stands for the result of a call that the conversation never answers.</summary>
    private const string NoResult = "No result was given for this call.";

    public static void Pair(ConversationDraft draft, TurnTraits traits)
    {
        for (var i = draft.Count - 1; i >= 0; i--)
        {
            if (draft[i].Role == ChatRole.Assistant && HasResults(draft[i]))
            {
                Split(draft, i);
            }
        }

        List<(string Id, FieldPath Place)>? open = null;
        for (var i = 0; i < draft.Count; i++)
        {
            if (HasResults(draft[i]))
            {
                // Those that answer calls were passed with their calls.
                Retell(draft, i, traits);
            }

            if (draft[i].Role == ChatRole.Assistant && (HasCalls(draft[i]) || draft[i].HasAny(static content => IdOfWholeCall(content) is not null)))
            {
                i = PairStep(draft, i, open ??= [], traits);
            }
        }
    }

    public static bool HasCalls(ChatMessage message) => message.HasAny<FunctionCallContent>();

    public static bool HasResults(ChatMessage message) => message.HasAny<FunctionResultContent>();

    /// <summary>Pairs the calls that are made together from a message on.</summary>
    /// <returns>The last message of the step and its results.</returns>
    private static int PairStep(ConversationDraft draft, int first, List<(string Id, FieldPath Place)> open, TurnTraits traits)
    {
        open.Clear();
        var last = first;
        for (; last < draft.Count && draft[last].Role == ChatRole.Assistant; last++)
        {
            Open(draft, last, open);
        }

        var next = last;
        while (next < draft.Count && open.Count > 0 && HasResults(draft[next]) && TryAnswer(draft, next, open, traits, out var isMixed))
        {
            next++;
            if (isMixed)
            {
                break;
            }
        }

        if (open.Count == 0)
        {
            return next - 1;
        }

        open.RemoveAll(static call => call.Place == default);
        if (open.Count == 0)
        {
            return next - 1;
        }

        // A message of results and words has the rest of the results in front of it.
        var place = next > last && !IsResultsAlone(draft[next - 1]) ? next - 1 : next;
        foreach (var (id, origin) in open)
        {
            draft.Insert(place, ChatRole.Tool, origin, [TakeLate(draft, place, id, origin)]);
            place++;
            next++;
        }

        return next - 1;
    }

    /// <summary>The id of a call that is kept whole, because .NET has no type for it; null for anything else.</summary>
    private static string? IdOfWholeCall(AIContent content) =>
        content.GetType() == typeof(AIContent) && content.Raw is { ValueKind: JsonValueKind.Object } raw && content.WireType?.EndsWith("_call", StringComparison.Ordinal) == true
            ? raw.Member("call_id"u8).AsText()
            : null;

    /// <summary>Takes the results of tools out of a message of the model, in their order.</summary>
    private static void Split(ConversationDraft draft, int index)
    {
        var contents = draft.ContentsOf(index);
        var message = draft[index];
        var place = draft.PlaceOf(index);
        draft.RemoveAt(index);
        for (var start = 0; start < contents.Count;)
        {
            var isResult = contents[start].Content is FunctionResultContent;
            var end = start;
            while (end < contents.Count && contents[end].Content is FunctionResultContent == isResult)
            {
                end++;
            }

            draft.Insert(index, isResult ? ChatRole.Tool : message.Role, place, contents.GetRange(start, end - start));
            index++;
            start = end;
        }
    }

    private static void Open(ConversationDraft draft, int message, List<(string Id, FieldPath Place)> open)
    {
        var contents = draft[message].Contents;
        for (var j = 0; j < contents.Count; j++)
        {
            if (contents[j] is FunctionCallContent call)
            {
                open.Add((call.CallId, draft.PlaceOf(message, j)));
            }
            else if (IdOfWholeCall(contents[j]) is { } id)
            {
                // What is no function's call may be answered like one, and need not be.
                open.Add((id, default));
            }
        }
    }

    /// <summary>Answers open calls by the results of a message; results that answer none of them are put into words.</summary>
    /// <returns>False where it answers none.</returns>
    private static bool TryAnswer(ConversationDraft draft, int message, List<(string Id, FieldPath Place)> open, TurnTraits traits, out bool isMixed)
    {
        var contents = draft[message].Contents;
        var answers = 0;
        var others = 0;
        var isOutOfOrder = false;
        HashSet<AIContent>? foreign = null;
        Dictionary<AIContent, string>? renamed = null;
        for (var j = 0; j < contents.Count; j++)
        {
            if (contents[j] is not FunctionResultContent result)
            {
                others++;
            }
            else if (FindCall(draft, message, open, result, answers) is >= 0 and var call)
            {
                if (open[call].Id != result.CallId)
                {
                    (renamed ??= new(ReferenceEqualityComparer.Instance)).Add(result, open[call].Id);
                }

                open.RemoveAt(call);
                answers++;
                isOutOfOrder |= others > 0;
            }
            else
            {
                (foreign ??= new(ReferenceEqualityComparer.Instance)).Add(result);
            }
        }

        isMixed = others > 0 || foreign is not null;
        if (answers > 0 && (foreign is not null || renamed is not null || (isOutOfOrder && traits.HasResultsInMessages)))
        {
            var placed = draft.ContentsOf(message).ConvertAll(part => renamed?.TryGetValue(part.Content, out var id) == true ? Rename(draft, part, id) : part);
            List<PlacedContent> results = placed.FindAll(part => part.Content is FunctionResultContent && foreign?.Contains(part.Content) != true);
            var rest = placed.Where(static part => part.Content is not FunctionResultContent);
            var retold = placed.Where(part => foreign?.Contains(part.Content) == true).SelectMany(part => Words(draft, (FunctionResultContent)part.Content, part.Field));
            draft.SetContents(message, [.. results, .. retold, .. rest]);
        }

        return answers > 0;
    }

    /// <summary>The open call that a result answers: that of its id, or the first where it has none, or where as many results follow as calls are open.</summary>
    private static int FindCall(ConversationDraft draft, int message, List<(string Id, FieldPath Place)> open, FunctionResultContent result, int answered)
    {
        var index = open.Count - 1;
        while (index >= 0 && open[index].Id != result.CallId)
        {
            index--;
        }

        return index < 0 && open.Count > 0 && (result.CallId.Length == 0 || CountAnswers(draft, message) - answered == open.Count) ? 0 : index;
    }

    /// <summary>How many results stand from a message on, before anything else is said.</summary>
    private static int CountAnswers(ConversationDraft draft, int first)
    {
        var count = 0;
        for (var i = first; i < draft.Count && HasResults(draft[i]); i++)
        {
            var contents = draft[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                count += contents[j] is FunctionResultContent ? 1 : 0;
            }
        }

        return count;
    }

    private static PlacedContent Rename(ConversationDraft draft, PlacedContent placed, string id)
    {
        if (((FunctionResultContent)placed.Content).CallId.Length > 0)
        {
            draft.Call.Warn(ChatWarningKind.Coerced, placed.Field, "The result names a call that was not made; it was taken as the answer to the one that stands open in front of it.");
        }

        return placed with { Content = ToolCallIdFitting.With(placed.Content, id) };
    }

    /// <summary>Takes the result of a call from where it stands too late, or makes one.</summary>
    private static PlacedContent TakeLate(ConversationDraft draft, int from, string id, FieldPath origin)
    {
        for (var i = from; i < draft.Count; i++)
        {
            if (draft[i].Contents.Any(content => content is FunctionCallContent call && call.CallId == id))
            {
                break;
            }

            var index = draft[i].Contents.ToList().FindIndex(content => content is FunctionResultContent result && result.CallId == id);
            if (index < 0)
            {
                continue;
            }

            var contents = draft.ContentsOf(i);
            var late = contents[index];
            contents.RemoveAt(index);
            if (contents.Count == 0)
            {
                draft.RemoveAt(i);
            }
            else
            {
                draft.SetContents(i, contents);
            }

            draft.Call.Warn(ChatWarningKind.Coerced, late.Field, "A tool's result must follow its call; it was moved there.");
            return late;
        }

        draft.Call.Warn(ChatWarningKind.Coerced, origin, "The receiver wants a result for every call, and the conversation has none for this one; a result that says so was added.");
        return new PlacedContent(new FunctionResultContent(id, NoResult), origin);
    }

    /// <summary>Puts the results of a message that answer no call into words.</summary>
    private static void Retell(ConversationDraft draft, int index, TurnTraits traits)
    {
        var message = draft[index];
        var isToolMessage = message.Role == ChatRole.Tool;
        List<PlacedContent> contents = [.. draft.ContentsOf(index).SelectMany(placed => placed.Content is FunctionResultContent result ? Words(draft, result, placed.Field) : [placed])];
        if (!isToolMessage)
        {
            draft.SetContents(index, contents);
            return;
        }

        ExtrasLoss.Report(draft.Call, traits.Wire, message.AdditionalProperties, draft.PlaceOf(index));
        draft.SetMessage(index, new ChatMessage { Role = ChatRole.User }, contents);
    }

    private static IEnumerable<PlacedContent> Words(ConversationDraft draft, FunctionResultContent result, FieldPath field)
    {
        draft.Call.Warn(ChatWarningKind.Coerced, field, "The result answers no call that stands in front of it, which receivers refuse; it was sent in the words of the user.");
        var name = result.CallId.Length == 0 ? "" : $" {result.CallId}";
        if (ToolResultText.PartsOf(result) is not { } parts)
        {
            return [new PlacedContent(new TextContent($"Result of the tool call{name}: {ToolResultText.Of(result)}"), field)];
        }

        return [new PlacedContent(new TextContent($"Result of the tool call{name}:"), field), .. parts.Select((part, index) => new PlacedContent(part, field[index]))];
    }

    private static bool IsResultsAlone(ChatMessage message) => !message.HasAny(static content => content is not FunctionResultContent);
}
