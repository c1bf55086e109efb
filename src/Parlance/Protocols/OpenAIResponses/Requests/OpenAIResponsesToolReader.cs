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
        options.ToolMode = ReadChoice(members.Find("tool_choice"));
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
        _ => choice.Member("type"u8).AsText() == "function" && choice.TryGetText("name"u8, out var name) && choice.EnumerateObject().Count() == 2
            ? ChatToolMode.RequireSpecific(name)
            : null,
    };
}
