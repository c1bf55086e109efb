using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>A group of tools under one name, as OpenAI's Responses has it: clients offer the tools of an MCP server so.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Tools">Its tools: functions, and custom tools as <see cref="WireTool"/>.</param>
/// <remarks>Source: recorded requests, and github.com/MetaFARS/codex-relay/issues/6 for what Codex sends.</remarks>
internal sealed record ToolNamespace(string Name, IReadOnlyList<AITool> Tools)
{
    /// <summary>True for a tool that is such a group.</summary>
    public static bool Is(AITool tool) =>
        tool is WireTool known && known.Wire.StartsWith("openai-", StringComparison.Ordinal) && known.Definition.Member("type"u8).AsText() == "namespace"
        && known.Definition.Member("name"u8).AsText() is { Length: > 0 } && known.Definition.Member("tools"u8).ValueKind == JsonValueKind.Array;

    /// <summary>The group that a tool is, null for any other.</summary>
    public static ToolNamespace? Find(AITool tool)
    {
        if (!Is(tool))
        {
            return null;
        }

        var group = (WireTool)tool;
        var tools = new List<AITool>();
        foreach (var member in group.Definition.Member("tools"u8).EnumerateArray())
        {
            if (member.TryGetText("name"u8, out var name))
            {
                tools.Add(member.Member("type"u8).AsText() == "function" ? ReadFunction(name, member) : new WireTool(group.Wire, member));
            }
        }

        return new ToolNamespace(group.Definition.Member("name"u8).AsText()!, tools);
    }

    private static DeclaredFunction ReadFunction(string name, JsonElement function)
    {
        AdditionalPropertiesDictionary? properties = null;
        if (function.Member("strict"u8) is { ValueKind: JsonValueKind.True or JsonValueKind.False } strict)
        {
            properties = new() { [AIToolExtensions.StrictKey] = strict.GetBoolean() };
        }

        var parameters = function.Member("parameters"u8);
        return new DeclaredFunction(name, function.Member("description"u8).AsText(), parameters.ValueKind == JsonValueKind.Object ? parameters : default, properties);
    }
}
