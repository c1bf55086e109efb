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
            if (function.TakeText("name") is not { } name)
            {
                tools.Add(new WireTool(ConverseProtocol.WireName, elements[index]));
                continue;
            }

            var properties = new AdditionalPropertiesDictionary();
            if (function.TakeFlag(DeclaredFunction.StrictKey) is { } isStrict)
            {
                properties[DeclaredFunction.StrictKey] = isStrict;
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

    private static ChatToolMode? ReadChoice(JsonElement choice) =>
        choice.TryGetMember("auto"u8, out _) ? ChatToolMode.Auto
        : choice.TryGetMember("any"u8, out _) ? ChatToolMode.RequireAny
        : choice.Member("tool"u8).TryGetText("name"u8, out var name) ? ChatToolMode.RequireSpecific(name)
        : null;
}
