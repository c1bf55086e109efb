using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The tools of a request and how they may be called.</summary>
internal static class ResponsesToolReader
{
    public static void Read(RequestMembers members, ChatOptions options)
    {
        var tools = members.TakeWhole("tools", JsonValueKind.Array);
        options.Tools = tools.ValueKind == JsonValueKind.Array && tools.GetArrayLength() > 0 ? [.. tools.EnumerateArray().Select(ReadTool)] : null;
        options.AllowMultipleToolCalls = members.TakeFlag("parallel_tool_calls");
        options.ToolMode = ReadChoice(members.Find("tool_choice"));
        if (options.ToolMode is not null)
        {
            members.MarkTaken("tool_choice");
        }
    }

    private static AITool ReadTool(JsonElement definition)
    {
        var tool = new RequestMembers(definition);
        return tool.Find("type").AsText() switch
        {
            "function" when tool.Find("name").ValueKind == JsonValueKind.String && tool.Find("parameters").ValueKind == JsonValueKind.Object => ReadFunction(tool),
            "web_search" => new HostedWebSearchTool(ReadRest(tool)),
            "code_interpreter" => new HostedCodeInterpreterTool(ReadRest(tool)),
            _ => new WireTool(ResponsesWireNames.Wire, definition),
        };
    }

    private static DeclaredFunction ReadFunction(RequestMembers tool)
    {
        tool.MarkTaken("type");
        var name = tool.TakeText("name")!;
        var description = tool.TakeText("description");
        var parameters = tool.TakeWhole("parameters", JsonValueKind.Object);
        var properties = new AdditionalPropertiesDictionary();
        if (tool.TakeFlag("strict") is { } strict)
        {
            properties[DeclaredFunction.StrictKey] = strict;
        }

        Bag.Set(properties, WireExtras.Key, tool.Extras(ResponsesWireNames.Wire));
        return new DeclaredFunction(name, description, parameters, properties);
    }

    private static AdditionalPropertiesDictionary ReadRest(RequestMembers tool)
    {
        tool.MarkTaken("type");
        var properties = new AdditionalPropertiesDictionary();
        Bag.Set(properties, WireExtras.Key, tool.Extras(ResponsesWireNames.Wire));
        return properties;
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
