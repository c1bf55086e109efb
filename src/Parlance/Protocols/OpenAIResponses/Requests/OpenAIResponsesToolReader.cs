using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The tools of a request and how they may be called.</summary>
internal static class OpenAIResponsesToolReader
{
    public static void Read(RequestMembers members, ChatOptions options)
    {
        options.Tools = members.TakeArray("tools") is { Count: > 0 } tools ? [.. tools.Select(ReadTool)] : null;
        var choice = members.Find("tool_choice");
        options.ToolMode = ReadAllowed(choice, options) ?? ReadChoice(choice);
        if (options.ToolMode is not null)
        {
            members.Take("tool_choice");
        }
    }

    private static AITool ReadTool(JsonElement definition)
    {
        var tool = new RequestMembers(OpenAIResponsesSpelling.Wire, definition);
        return tool.Find("type").AsText() switch
        {
            "function" when tool.Find("name").ValueKind == JsonValueKind.String && tool.Find("parameters").ValueKind == JsonValueKind.Object => ReadFunction(tool),
            "web_search" => new HostedWebSearchTool(ReadRest(tool)),
            "code_interpreter" => new HostedCodeInterpreterTool(ReadRest(tool)),
            _ => new WireTool(OpenAIResponsesSpelling.Wire, definition),
        };
    }

    private static DeclaredFunction ReadFunction(RequestMembers tool)
    {
        tool.Take("type");
        var name = tool.Take("name").AsText()!;
        var description = tool.TakeText("description");
        var parameters = tool.Take("parameters");
        var properties = new AdditionalPropertiesDictionary();
        if (tool.TakeFlag("strict") is { } strict)
        {
            properties[AIToolExtensions.StrictKey] = strict;
        }

        tool.AddExtras(properties);
        return new DeclaredFunction(name, description, parameters, properties);
    }

    private static AdditionalPropertiesDictionary ReadRest(RequestMembers tool)
    {
        tool.Take("type");
        return tool.AddExtras([])!;
    }

    /// <summary>A choice that .NET can say; any other, such as a set of tools or a hosted one, stays an extra.</summary>
    private static ChatToolMode? ReadChoice(JsonElement choice) => choice.AsText() switch
    {
        "auto" => ChatToolMode.Auto,
        "none" => ChatToolMode.None,
        "required" => ChatToolMode.RequireAny,
        _ => choice.Member("type"u8).AsText() is "function" or "custom" && choice.TryGetText("name"u8, out var name) && choice.EnumerateObject().Count() == 2
            ? ChatToolMode.RequireSpecific(name)
            : null,
    };

    /// <summary>A choice among some of the tools, each by its name alone.</summary>
    private static ChatToolMode? ReadAllowed(JsonElement choice, ChatOptions options)
    {
        var tools = choice.Member("tools"u8);
        var mode = choice.Member("mode"u8).AsText();
        if (choice.Member("type"u8).AsText() != "allowed_tools" || choice.EnumerateObject().Count() != 3 || mode is not ("auto" or "required") || tools.ValueKind != JsonValueKind.Array
            || !tools.EnumerateArray().All(tool => tool.TryGetText("name"u8, out _) && tool.EnumerateObject().Count() == 2 && tool.Member("type"u8).AsText() == TypeOf(tool.Member("name"u8).AsText()!, options)))
        {
            return null;
        }

        options.AllowedTools = [.. tools.EnumerateArray().Select(static tool => tool.Member("name"u8).AsText()!)];
        return mode == "required" ? ChatToolMode.RequireAny : ChatToolMode.Auto;
    }

    /// <summary>The type by which a choice names a tool.</summary>
    internal static string TypeOf(string name, ChatOptions options) => (options.Tools ?? []).Any(tool => CustomTool.Find(tool)?.Name == name) ? "custom" : "function";
}
