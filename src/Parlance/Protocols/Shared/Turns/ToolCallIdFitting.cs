using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Gives calls and their results the ids that the receiver accepts.</summary>
internal static class ToolCallIdFitting
{
    public static void Fit(ConversationDraft draft, ToolCallIdFormat format)
    {
        if (FitAlready(draft, format))
        {
            return;
        }

        var ids = new ToolCallIds(format);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<(string Given, string Sent)>();
        for (var i = 0; i < draft.Count; i++)
        {
            List<PlacedContent>? fitted = null;
            for (var j = 0; j < draft[i].Contents.Count; j++)
            {
                var content = draft[i].Contents[j];
                var id = content switch
                {
                    FunctionCallContent call => Open(ids.AddCall(call.CallId, call.Name), format, used, open),
                    FunctionResultContent result => Close(ids.Answer(result.CallId, name: null), open),
                    _ => null,
                };
                if (id is not null && id != IdOf(content))
                {
                    fitted ??= draft.ContentsOf(i);
                    fitted[j] = fitted[j] with { Content = With(content, id) };
                }
            }

            if (fitted is not null)
            {
                draft.SetContents(i, fitted);
            }
        }
    }

    /// <summary>True where every id is as the receiver takes it and no two calls share one: asked of every request, and answered without a set.</summary>
    private static bool FitAlready(ConversationDraft draft, ToolCallIdFormat format)
    {
        var count = 0;
        for (var i = 0; i < draft.Count; i++)
        {
            var contents = draft[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionCallContent or FunctionResultContent && (IdOf(contents[j]) is not { Length: > 0 } id || !ReferenceEquals(format.Fit(id), id)))
                {
                    return false;
                }

                count += contents[j] is FunctionCallContent ? 1 : 0;
            }
        }

        return count < 2 || AreDistinct(draft, count);
    }

    private static bool AreDistinct(ConversationDraft draft, int count)
    {
        var ids = ArrayPool<string>.Shared.Rent(count);
        var next = 0;
        for (var i = 0; i < draft.Count; i++)
        {
            var contents = draft[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionCallContent call)
                {
                    ids[next++] = call.CallId;
                }
            }
        }

        Array.Sort(ids, 0, count, StringComparer.Ordinal);
        var areDistinct = true;
        for (var i = 1; i < count && areDistinct; i++)
        {
            areDistinct = ids[i] != ids[i - 1];
        }

        ArrayPool<string>.Shared.Return(ids, clearArray: true);
        return areDistinct;
    }

    /// <summary>An id that came in an earlier step too: each call has one of its own.</summary>
    private static string Open(string id, ToolCallIdFormat format, HashSet<string> used, List<(string Given, string Sent)> open)
    {
        var sent = id;
        for (var number = 2; !used.Add(sent); number++)
        {
            sent = format.Fit(id, string.Create(CultureInfo.InvariantCulture, $"_{number}"));
        }

        open.Add((id, sent));
        return sent;
    }

    private static string Close(string id, List<(string Given, string Sent)> open)
    {
        var call = open.FindIndex(call => call.Given == id);
        if (call < 0)
        {
            return id;
        }

        var sent = open[call].Sent;
        open.RemoveAt(call);
        return sent;
    }

    private static string IdOf(AIContent content) => content is FunctionCallContent call ? call.CallId : ((FunctionResultContent)content).CallId;

    /// <summary>The same call or result with another id.</summary>
    public static AIContent With(AIContent content, string id) => content is FunctionCallContent call
        ? new FunctionCallContent(id, call.Name, call.Arguments)
        {
            AdditionalProperties = call.AdditionalProperties,
            Annotations = call.Annotations,
            Exception = call.Exception,
            RawRepresentation = call.RawRepresentation,
        }
        : new FunctionResultContent(id, ((FunctionResultContent)content).Result)
        {
            AdditionalProperties = content.AdditionalProperties,
            Annotations = content.Annotations,
            Exception = ((FunctionResultContent)content).Exception,
            RawRepresentation = content.RawRepresentation,
        };
}
