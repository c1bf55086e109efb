using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The tools of a request and how they may be called.</summary>
internal static class OpenAIChatToolReader
{
    public static void Read(RequestMembers members, ChatOptions options)
    {
        var tools = new List<AITool>();
        foreach (var tool in Elements(members.TakeWhole("tools", JsonValueKind.Array)))
        {
            tools.Add(ReadTool(tool));
        }

        var functions = members.TakeWhole("functions", JsonValueKind.Array);
        foreach (var function in Elements(functions))
        {
            tools.Add(ReadFunction(new RequestMembers(function), default, isLegacy: true));
        }

        if (members.Find("web_search_options").ValueKind == JsonValueKind.Object)
        {
            tools.Add(ReadWebSearch(members.TakeWhole("web_search_options", JsonValueKind.Object)));
        }

        options.Tools = tools.Count > 0 ? tools : null;
        options.AllowMultipleToolCalls = members.TakeFlag("parallel_tool_calls");
        ReadChoice(members, options, functions.ValueKind == JsonValueKind.Array ? "function_call" : "tool_choice");
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    private static AITool ReadTool(JsonElement definition)
    {
        var tool = new RequestMembers(definition);
        var function = tool.Open("function");
        var isFunction = tool.Find("type").AsText() is null or "function" && function.Find("name").ValueKind == JsonValueKind.String;
        if (!isFunction)
        {
            return new WireTool(ChatWireNames.Wire, definition);
        }

        tool.MarkTaken("type");
        return ReadFunction(function, tool, isLegacy: false);
    }

    private static DeclaredFunction ReadFunction(RequestMembers function, RequestMembers? tool, bool isLegacy)
    {
        var name = function.TakeText("name") ?? "";
        var description = function.TakeText("description");
        var parameters = function.TakeWhole("parameters", JsonValueKind.Object);
        var properties = new AdditionalPropertiesDictionary();
        if (function.TakeFlag("strict") is { } strict)
        {
            properties[DeclaredFunction.StrictKey] = strict;
        }

        if (isLegacy)
        {
            properties["parlance.wireType"] = ChatWireNames.LegacyFunction;
        }

        Bag.Set(properties, WireExtras.Key, (tool ?? function).Extras(ChatWireNames.Wire));
        return new DeclaredFunction(name, description, parameters, properties);
    }

    private static HostedWebSearchTool ReadWebSearch(JsonElement settings)
    {
        var properties = new AdditionalPropertiesDictionary();
        Bag.Set(properties, WireExtras.Key, new RequestMembers(settings).Extras(ChatWireNames.Wire));
        return new HostedWebSearchTool(properties);
    }

    private static void ReadChoice(RequestMembers members, ChatOptions options, string member)
    {
        var choice = members.Find(member);
        options.ToolMode = choice.AsText() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" or "any" => ChatToolMode.RequireAny,
            _ => ReadNamedChoice(members.Open(member), member == "function_call"),
        };
        if (choice.AsText() is "required" and var word)
        {
            options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ChatWireNames.RequiredToolChoiceKey, word);
        }

        if (options.ToolMode is not (null or RequiredChatToolMode { RequiredFunctionName: not null }))
        {
            members.MarkTaken(member);
        }
    }

    private static RequiredChatToolMode? ReadNamedChoice(RequestMembers choice, bool isLegacy)
    {
        if (!isLegacy && choice.Find("type").AsText() != "function")
        {
            return null;
        }

        var function = isLegacy ? choice : choice.Open("function");
        if (function.TakeText("name") is not { } name)
        {
            return null;
        }

        choice.MarkTaken("type");
        return ChatToolMode.RequireSpecific(name);
    }
}
