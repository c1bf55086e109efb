using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The tools of an inbound request and which of them must be called.</summary>
internal static class AnthropicToolReader
{
    public const string WireTypeKey = "parlance.wireType";

    public static AITool Read(JsonElement tool)
    {
        var type = tool.Member("type"u8).AsText() ?? "custom";
        var name = tool.Member("name"u8).AsText();
        if (type.StartsWith("web_search_", StringComparison.Ordinal) && name == "web_search")
        {
            return new HostedWebSearchTool(ReadProperties(tool, type, static member => member is "type" or "name"));
        }

        if (type.StartsWith("code_execution_", StringComparison.Ordinal) && name == "code_execution")
        {
            return new HostedCodeInterpreterTool(ReadProperties(tool, type, static member => member is "type" or "name"));
        }

        if (type != "custom" || name is null)
        {
            return new WireTool(AnthropicMessagesProtocol.WireName, tool.Clone());
        }

        var properties = ReadProperties(tool, null, static member => member is "type" or "name" or "description" or "input_schema");
        if (tool.Member("strict"u8) is { ValueKind: JsonValueKind.True or JsonValueKind.False } strict)
        {
            properties[DeclaredFunction.StrictKey] = strict.GetBoolean();
        }

        var schema = tool.Member("input_schema"u8);
        return new DeclaredFunction(name, tool.Member("description"u8).AsText(), schema.ValueKind == JsonValueKind.Undefined ? default : schema.Clone(), properties);
    }

    /// <returns>False where the choice is of a kind that is not known.</returns>
    public static bool ReadChoice(ChatOptions options, JsonElement choice)
    {
        ChatToolMode? mode = choice.Member("type"u8).AsText() switch
        {
            "auto" => ChatToolMode.Auto,
            "any" => ChatToolMode.RequireAny,
            "none" => ChatToolMode.None,
            "tool" when choice.TryGetText("name"u8, out var name) => ChatToolMode.RequireSpecific(name),
            _ => null,
        };
        if (mode is null || choice.EnumerateObject().Any(member => member.Name is not ("type" or "name" or "disable_parallel_tool_use")))
        {
            return false;
        }

        options.ToolMode = mode;
        options.AllowMultipleToolCalls = choice.Member("disable_parallel_tool_use"u8).ValueKind switch
        {
            JsonValueKind.True => false,
            JsonValueKind.False => true,
            _ => null,
        };
        return true;
    }

    private static AdditionalPropertiesDictionary ReadProperties(JsonElement tool, string? type, Func<string, bool> isModelled)
    {
        var properties = new AdditionalPropertiesDictionary();
        if (type is not null)
        {
            properties[WireTypeKey] = type;
        }

        var lifetime = AnthropicCacheControl.Read(tool, out var isExplicit);
        if (lifetime is not null)
        {
            properties[AIToolExtensions.CacheKey] = lifetime;
            if (isExplicit && lifetime == AnthropicCacheControl.DefaultLifetime)
            {
                properties[AnthropicSpelling.ExplicitLifetimeKey] = true;
            }
        }

        Bag.Set(properties, WireExtras.Key, WireExtras.Gather(AnthropicMessagesProtocol.WireName, tool, (name, value) =>
            isModelled(name)
            || (lifetime is not null && name is "cache_control")
            || (type is null && name is DeclaredFunction.StrictKey && value.ValueKind is JsonValueKind.True or JsonValueKind.False)));
        return properties;
    }
}
