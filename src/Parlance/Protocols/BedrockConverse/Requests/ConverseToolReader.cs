using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The tools of an inbound request and which of them must be called.</summary>
internal static class ConverseToolReader
{
    public static void Read(RequestMembers configuration, ChatOptions options)
    {
        options.Tools = configuration.TakeArray("tools") is { Count: > 0 } tools ? ReadTools(tools) : null;
        if (configuration.TryTake("toolChoice", static choice => ReadChoice(choice) is not null, out var choice))
        {
            options.ToolMode = ReadChoice(choice);
        }
    }

    private static List<AITool> ReadTools(List<JsonElement> elements)
    {
        var tools = new List<AITool>();
        for (var index = 0; index < elements.Count; index++)
        {
            var function = new RequestMembers(ConverseProtocol.WireName, elements[index].Member("toolSpec"u8));
            if (elements[index].GetPropertyCount() != 1 || function.TakeText("name") is not { } name)
            {
                tools.Add(new WireTool(ConverseProtocol.WireName, elements[index]));
                continue;
            }

            var properties = new AdditionalPropertiesDictionary();
            if (function.TakeFlag(AIToolExtensions.StrictKey) is { } isStrict)
            {
                properties[AIToolExtensions.StrictKey] = isStrict;
            }

            if (index + 1 < elements.Count && ConverseCachePoint.Read(elements[index + 1], out var isExplicit) is { } lifetime)
            {
                index++;
                properties[AIToolExtensions.CacheKey] = lifetime;
                function.Note(properties, Spelling.ExplicitLifetime, isExplicit);
            }

            var description = function.TakeText("description");
            var schema = function.Open("inputSchema").Take("json");
            tools.Add(new DeclaredFunction(name, description, schema, function.AddExtras(properties)));
        }

        return tools;
    }

    /// <summary>The mode that a choice means; null where it says more than a mode can.</summary>
    private static ChatToolMode? ReadChoice(JsonElement choice)
    {
        if (choice.ValueKind != JsonValueKind.Object || !ConverseBlocks.TryGetOnlyMember(choice, out var chosen) || chosen.Value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return (chosen.Name, chosen.Value.GetPropertyCount()) switch
        {
            ("auto", 0) => ChatToolMode.Auto,
            ("any", 0) => ChatToolMode.RequireAny,
            ("tool", 1) when chosen.Value.TryGetText("name"u8, out var name) => ChatToolMode.RequireSpecific(name),
            _ => null,
        };
    }
}
