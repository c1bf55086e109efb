using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Earlier calls and results under the names and in the forms of one receiver.</summary>
internal static class ToolHistory
{
    /// <summary>The messages as the receiver takes them; the same ones where nothing has to change.</summary>
    public static IReadOnlyList<ChatMessage> Shape(ChatCall call, ToolOffer? offer, in ToolTraits traits)
    {
        var names = offer?.Names;
        List<ChatMessage>? shaped = null;
        HashSet<string>? customs = null;
        for (var i = 0; i < call.Messages.Count; i++)
        {
            var message = call.Messages[i];
            List<AIContent>? contents = null;
            for (var j = 0; j < message.Contents.Count; j++)
            {
                AIContent? changed = null;
                switch (message.Contents[j])
                {
                    case FunctionCallContent earlier:
                        if (earlier.IsCustomCall && traits.HasCustomTools)
                        {
                            (customs ??= new(StringComparer.Ordinal)).Add(earlier.CallId);
                        }

                        if (Fits(earlier, offer, traits))
                        {
                            break;
                        }

                        names ??= ToolNames.For(OfferedTo(call.Options), traits.Names);
                        changed = Shape(earlier, names, offer, traits, call, FieldPath.OfMessage(i)[j]);
                        break;
                    case FunctionResultContent result:
                        changed = Shape(result, customs);
                        break;
                }

                if (changed is not null && !ReferenceEquals(changed, message.Contents[j]))
                {
                    contents ??= [.. message.Contents];
                    contents[j] = changed;
                }
            }

            if (contents is not null)
            {
                shaped ??= [.. call.Messages];
                shaped[i] = message.Clone();
                shaped[i].Contents = contents;
            }
        }

        return shaped ?? call.Messages;
    }

    private static bool Fits(FunctionCallContent call, ToolOffer? offer, in ToolTraits traits) =>
        offer is not { HasOtherNames: true } && traits.Names.Takes(call.Name)
        && (traits.HasCustomTools || !call.IsCustomCall) && (traits.HasNamespaces || call.Namespace is null);

    private static List<ToolName> OfferedTo(ChatOptions options) => [.. (options.Tools ?? []).Select(static tool => new ToolName(CustomTool.Find(tool)?.Name ?? tool.Name))];

    private static FunctionCallContent Shape(FunctionCallContent call, ToolNames names, ToolOffer? offer, in ToolTraits traits, ChatCall whole, FieldPath field)
    {
        var tool = new ToolName(call.Name, traits.HasNamespaces ? null : call.Namespace);
        var name = names.Fit(tool);
        var becomesFunction = call.IsCustomCall && !traits.HasCustomTools;
        if (name == call.Name && tool.Namespace is null && !becomesFunction)
        {
            return call;
        }

        if (offer?.Tools.Exists(offered => offered.Name == name) != true && name != tool.Flat)
        {
            whole.Warn(ChatWarningKind.Coerced, field.Of("Name"), $"The receiver does not take the name '{call.Name}'; the tool is called '{name}' there.");
        }

        else if (becomesFunction || tool.Namespace is not null)
        {
            whole.Warn(ChatWarningKind.Coerced, field, $"The receiver has no such calls; this one is told as a call of the function '{name}'.");
        }

        var shaped = becomesFunction
            ? ToolCallArguments.CreateCall(call.CallId, name, CustomTool.ToArguments(ToolCallArguments.ToJson(call)))
            : new FunctionCallContent(call.CallId, name, call.Arguments) { Exception = call.Exception };
        shaped.Annotations = call.Annotations;
        shaped.AdditionalProperties = Copy(call.AdditionalProperties, becomesFunction ? shaped.AdditionalProperties : null);
        shaped.IsCustomCall = call.IsCustomCall && traits.HasCustomTools;
        shaped.Namespace = traits.HasNamespaces ? call.Namespace : null;
        return shaped;
    }

    /// <summary>What tells the result of a custom tool from that of a function is whom it answers, whichever wire it came on.</summary>
    private static FunctionResultContent Shape(FunctionResultContent result, HashSet<string>? customs)
    {
        var isCustom = customs?.Contains(result.CallId) == true;
        if (isCustom == (result.WireType == CustomTool.ResultType))
        {
            return result;
        }

        return new FunctionResultContent(result.CallId, result.Result)
        {
            Exception = result.Exception,
            Annotations = result.Annotations,
            AdditionalProperties = Copy(result.AdditionalProperties, null),
            WireType = isCustom ? CustomTool.ResultType : null,
        };
    }

    private static AdditionalPropertiesDictionary? Copy(AdditionalPropertiesDictionary? bag, AdditionalPropertiesDictionary? over)
    {
        AdditionalPropertiesDictionary? copy = bag is null ? null : new(bag);
        foreach (var (key, value) in over ?? [])
        {
            (copy ??= [])[key] = value;
        }

        return copy;
    }
}
