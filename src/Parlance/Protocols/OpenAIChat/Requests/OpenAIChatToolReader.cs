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
        foreach (var tool in members.TakeArray("tools"))
        {
            tools.Add(ReadTool(tool));
        }

        var functions = members.TakeArray("functions");
        foreach (var function in functions)
        {
            tools.Add(ReadFunction(new RequestMembers(ChatWireNames.Wire, function), tool: null, isLegacy: true));
        }

        if (members.TryTake("web_search_options", JsonValueKind.Object, out var search))
        {
            tools.Add(new HostedWebSearchTool(new RequestMembers(ChatWireNames.Wire, search).AddExtras([])));
        }

        options.Tools = tools.Count > 0 ? tools : null;
        ReadChoice(members, options, functions.Count > 0 ? "function_call" : "tool_choice");
    }

    private static AITool ReadTool(JsonElement definition)
    {
        var tool = new RequestMembers(ChatWireNames.Wire, definition);
        var function = tool.Open("function");
        var isFunction = tool.Find("type").AsText() is null or "function" && function.Find("name").ValueKind == JsonValueKind.String;
        if (!isFunction)
        {
            return new WireTool(ChatWireNames.Wire, definition);
        }

        tool.Take("type");
        return ReadFunction(function, tool, isLegacy: false);
    }

    private static DeclaredFunction ReadFunction(RequestMembers function, RequestMembers? tool, bool isLegacy)
    {
        var name = function.TakeText("name") ?? "";
        var description = function.TakeText("description");
        var parameters = function.TryTake("parameters", JsonValueKind.Object, out var schema) ? schema : default;
        var properties = new AdditionalPropertiesDictionary();
        if (function.TakeFlag("strict") is { } strict)
        {
            properties[DeclaredFunction.StrictKey] = strict;
        }

        if (isLegacy)
        {
            properties[AIToolExtensions.WireTypeKey] = ChatWireNames.LegacyFunction;
        }

        (tool ?? function).AddExtras(properties);
        return new DeclaredFunction(name, description, parameters, properties);
    }

    private static void ReadChoice(RequestMembers members, ChatOptions options, string member)
    {
        var choice = members.Find(member);
        options.ToolMode = choice.AsText() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" or "any" => ChatToolMode.RequireAny,
            _ => ReadNamedChoice(members, member),
        };
        options.AdditionalProperties = members.Note(options.AdditionalProperties, ChatWireNames.RequiredToolChoice, choice.AsText() == "required");
        if (choice.ValueKind == JsonValueKind.String && options.ToolMode is not null)
        {
            members.Take(member);
        }
    }

    private static RequiredChatToolMode? ReadNamedChoice(RequestMembers members, string member)
    {
        var choice = members.Find(member);
        if (member == "function_call")
        {
            return choice.TryGetText("name"u8, out _) ? ChatToolMode.RequireSpecific(members.Open(member).TakeText("name")!) : null;
        }

        if (choice.Member("type"u8).AsText() != "function" || !choice.Member("function"u8).TryGetText("name"u8, out _))
        {
            return null;
        }

        var named = members.Open(member);
        named.Take("type");
        return ChatToolMode.RequireSpecific(named.Open("function").TakeText("name")!);
    }
}
