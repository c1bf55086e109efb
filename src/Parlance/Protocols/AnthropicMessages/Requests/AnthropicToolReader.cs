using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The tools of an inbound request and which of them must be called.</summary>
internal static class AnthropicToolReader
{
    public static void Read(RequestMembers body, ChatOptions options)
    {
        options.Tools = body.TakeArray("tools") is { Count: > 0 } tools ? [.. tools.Select(ReadTool)] : null;
        options.ToolMode = body.Find("tool_choice").Member("type"u8).AsText() switch
        {
            "auto" => ChatToolMode.Auto,
            "any" => ChatToolMode.RequireAny,
            "none" => ChatToolMode.None,
            "tool" when body.Find("tool_choice").TryGetText("name"u8, out _) => ChatToolMode.RequireSpecific(body.Open("tool_choice").TakeText("name")!),
            _ => null,
        };
        if (options.ToolMode is null)
        {
            return;
        }

        var choice = body.Open("tool_choice");
        choice.Take("type");
        options.AllowMultipleToolCalls = !choice.TakeFlag("disable_parallel_tool_use");
    }

    private static AITool ReadTool(JsonElement source)
    {
        var tool = new RequestMembers(AnthropicMessagesProtocol.WireName, source);
        var type = tool.Take("type").AsText();
        var name = tool.TakeText("name");
        return name switch
        {
            "web_search" when type?.StartsWith("web_search_", StringComparison.Ordinal) == true => new HostedWebSearchTool(ReadHosted(tool, type)),
            "code_execution" when type?.StartsWith("code_execution_", StringComparison.Ordinal) == true => new HostedCodeInterpreterTool(ReadHosted(tool, type)),
            not null when type is null or "custom" => ReadFunction(tool, name, type),
            _ => new WireTool(AnthropicMessagesProtocol.WireName, source),
        };
    }

    private static DeclaredFunction ReadFunction(RequestMembers tool, string name, string? type)
    {
        var properties = new AdditionalPropertiesDictionary();
        tool.Note(properties, AnthropicSpelling.CustomType, type is not null);
        if (tool.TakeFlag(AIToolExtensions.StrictKey) is { } isStrict)
        {
            properties[AIToolExtensions.StrictKey] = isStrict;
        }

        AnthropicCacheControl.Take(tool, properties);
        var (description, schema) = (tool.TakeText("description"), tool.Take("input_schema"));
        return new DeclaredFunction(name, description, schema, tool.AddExtras(properties));
    }

    private static AdditionalPropertiesDictionary ReadHosted(RequestMembers tool, string type)
    {
        var properties = new AdditionalPropertiesDictionary { [AIToolExtensions.WireTypeKey] = type };
        AnthropicCacheControl.Take(tool, properties);
        tool.AddExtras(properties);
        return properties;
    }
}
