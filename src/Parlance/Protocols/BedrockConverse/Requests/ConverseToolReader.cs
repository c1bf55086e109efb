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
            if (elements[index].Member("toolSpec"u8) is not { ValueKind: JsonValueKind.Object } function || !function.TryGetText("name"u8, out var name))
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

        mode = choice.TryGetMember("auto"u8, out _) ? ChatToolMode.Auto
            : choice.TryGetMember("any"u8, out _) ? ChatToolMode.RequireAny
            : choice.Member("tool"u8).TryGetText("name"u8, out var name) ? ChatToolMode.RequireSpecific(name)
            : null;
        return mode is not null;
    }
}
