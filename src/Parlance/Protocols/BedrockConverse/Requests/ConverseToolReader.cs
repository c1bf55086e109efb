using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The tools of an inbound request and which of them must be called.</summary>
internal static class ConverseToolReader
{
    /// <returns>True where the whole of the configuration has found its place.</returns>
    public static bool Read(ChatOptions options, JsonElement configuration)
    {
        if (configuration.EnumerateObject().Any(member => member.Name is not ("tools" or "toolChoice"))
            || configuration.Member("tools"u8) is not { ValueKind: JsonValueKind.Array } tools
            || !TryReadChoice(configuration.Member("toolChoice"u8), out var mode))
        {
            return false;
        }

        options.Tools = ReadTools(tools);
        options.ToolMode = mode;
        return true;
    }

    private static List<AITool> ReadTools(JsonElement array)
    {
        var tools = new List<AITool>();
        var elements = array.EnumerateArray().ToArray();
        for (var index = 0; index < elements.Length; index++)
        {
            if (!TryGetFunction(elements[index], out var function) || !function.TryGetText("name"u8, out var name))
            {
                tools.Add(new WireTool(ConverseProtocol.WireName, elements[index].Clone()));
                continue;
            }

            var properties = ReadProperties(function);
            if (index + 1 < elements.Length && ConverseCachePoint.Read(elements[index + 1], out var isExplicit) is { } lifetime)
            {
                index++;
                properties[AIToolExtensions.CacheKey] = lifetime;
                Bag.Set(properties, ConverseSpelling.ExplicitLifetimeKey, isExplicit ? true : null);
            }

            var schema = function.Member("inputSchema"u8).Member("json"u8);
            tools.Add(new DeclaredFunction(name, function.Member("description"u8).AsText(), schema.ValueKind == JsonValueKind.Undefined ? default : schema.Clone(), properties));
        }

        return tools;
    }

    /// <summary>A declaration that says more than a function does, at its own level or beside its schema, is kept whole.</summary>
    private static bool TryGetFunction(JsonElement tool, out JsonElement function)
    {
        function = tool.Member("toolSpec"u8);
        return function.ValueKind == JsonValueKind.Object && tool.GetPropertyCount() == 1
            && (!function.TryGetMember("inputSchema"u8, out var schema) || (schema.ValueKind == JsonValueKind.Object && schema.GetPropertyCount() == 1));
    }

    private static AdditionalPropertiesDictionary ReadProperties(JsonElement function)
    {
        var properties = new AdditionalPropertiesDictionary();
        var isStrict = function.Member("strict"u8);
        if (isStrict.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            properties[DeclaredFunction.StrictKey] = isStrict.GetBoolean();
        }

        Bag.Set(properties, WireExtras.Key, WireExtras.Gather(ConverseProtocol.WireName, function, static (name, value) =>
            name is "name" or "description" or "inputSchema"
            || (name is DeclaredFunction.StrictKey && value.ValueKind is JsonValueKind.True or JsonValueKind.False)));
        return properties;
    }

    private static bool TryReadChoice(JsonElement choice, out ChatToolMode? mode)
    {
        mode = null;
        if (choice.ValueKind == JsonValueKind.Undefined)
        {
            return true;
        }

        if (choice.ValueKind != JsonValueKind.Object || !ConverseBlocks.TryGetOnlyMember(choice, out var chosen) || chosen.Value.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        mode = (chosen.Name, chosen.Value.GetPropertyCount()) switch
        {
            ("auto", 0) => ChatToolMode.Auto,
            ("any", 0) => ChatToolMode.RequireAny,
            ("tool", 1) when chosen.Value.TryGetText("name"u8, out var name) => ChatToolMode.RequireSpecific(name),
            _ => null,
        };
        return mode is not null;
    }
}
