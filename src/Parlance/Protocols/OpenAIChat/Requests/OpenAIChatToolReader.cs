using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The tools of a request and how they may be called.</summary>
internal static class OpenAIChatToolReader
{
    /// <summary>The names in the wire's earlier form of tools, which knows functions alone.</summary>
    internal static MessageNames LegacyNames { get; } = OpenAIChatProtocol.Names with { Tools = "functions", HasBareFunctions = true };

    public static void Read(RequestMembers members, ChatOptions options)
    {
        var functions = FunctionTools.Take(LegacyNames, members, OpenAIChatSpelling.LegacyFunction);
        List<AITool> tools = [.. FunctionTools.Take(OpenAIChatProtocol.Names, members) ?? [], .. functions ?? []];
        if (members.TryTake("web_search_options", JsonValueKind.Object, out var search))
        {
            tools.Add(new HostedWebSearchTool(new RequestMembers(OpenAIChatSpelling.Wire, search).AddExtras([])));
        }

        options.Tools = tools.Count > 0 ? tools : null;
        ReadChoice(members, options, functions is not null ? "function_call" : "tool_choice");
    }

    private static void ReadChoice(RequestMembers members, ChatOptions options, string member)
    {
        var choice = members.Find(member);
        options.ToolMode = choice.AsText() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" or "any" => ChatToolMode.RequireAny,
            _ => ReadAllowed(members, choice, options) ?? ReadNamedChoice(members, member),
        };
        options.AdditionalProperties = members.Note(options.AdditionalProperties, OpenAIChatSpelling.RequiredToolChoice, choice.AsText() == "required");
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

        if (choice.Member("type"u8).AsText() is not (("function" or "custom") and var kind) || !Inner(choice, kind).TryGetText("name"u8, out _))
        {
            return null;
        }

        var named = members.Open(member);
        named.Take("type");
        return ChatToolMode.RequireSpecific(named.Open(kind).TakeText("name")!);
    }

    /// <summary>A choice among some of the tools, each by its name alone.</summary>
    private static ChatToolMode? ReadAllowed(RequestMembers members, JsonElement choice, ChatOptions options)
    {
        var allowed = choice.Member("allowed_tools"u8);
        var tools = allowed.Member("tools"u8);
        var mode = allowed.Member("mode"u8).AsText();
        if (choice.Member("type"u8).AsText() != "allowed_tools" || choice.EnumerateObject().Count() != 2 || mode is not ("auto" or "required")
            || allowed.EnumerateObject().Count() != 2 || tools.ValueKind != JsonValueKind.Array || !tools.EnumerateArray().All(tool => NameOf(tool, options) is not null))
        {
            return null;
        }

        members.Take("tool_choice");
        options.AllowedTools = [.. tools.EnumerateArray().Select(tool => NameOf(tool, options)!)];
        return mode == "required" ? ChatToolMode.RequireAny : ChatToolMode.Auto;
    }

    /// <summary>The tool that an object names and says nothing else of; null where it does.</summary>
    private static string? NameOf(JsonElement tool, ChatOptions options) =>
        tool.Member("type"u8).AsText() is ("function" or "custom") and var type && tool.EnumerateObject().Count() == 2
        && Inner(tool, type) is var inner && inner.TryGetText("name"u8, out var name) && inner.EnumerateObject().Count() == 1 && type == TypeOf(name, options)
            ? name
            : null;

    private static JsonElement Inner(JsonElement named, string type) => type == "custom" ? named.Member("custom"u8) : named.Member("function"u8);

    /// <summary>The type by which a choice names a tool.</summary>
    internal static string TypeOf(string name, ChatOptions options) => (options.Tools ?? []).Any(tool => CustomTool.Find(tool)?.Name == name) ? "custom" : "function";
}
