using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Gives calls and their results the ids that the receiver accepts.</summary>
internal static class ToolCallIdFitting
{
    public static void Fit(ConversationDraft draft, ToolCallIdFormat format)
    {
        var ids = new ToolCallIds(format);
        for (var i = 0; i < draft.Count; i++)
        {
            List<PlacedContent>? fitted = null;
            for (var j = 0; j < draft[i].Contents.Count; j++)
            {
                var content = draft[i].Contents[j];
                var id = content switch
                {
                    FunctionCallContent call => ids.AddCall(call.CallId, call.Name),
                    FunctionResultContent result => ids.Answer(result.CallId, name: null),
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
