using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Gives calls and their results the ids that the receiver accepts.</summary>
internal static class ToolCallIdFitting
{
    public static void Fit(ConversationDraft draft, ToolCallIdFormat format)
    {
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
