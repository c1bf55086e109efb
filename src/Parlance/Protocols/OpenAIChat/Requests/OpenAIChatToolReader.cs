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
            _ => ReadNamedChoice(members, member),
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

        if (choice.Member("type"u8).AsText() != "function" || !choice.Member("function"u8).TryGetText("name"u8, out _))
        {
            return null;
        }

        var named = members.Open(member);
        named.Take("type");
        return ChatToolMode.RequireSpecific(named.Open("function").TakeText("name")!);
    }
}
