using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance;

/// <summary>
/// A tool that one wire knows and Microsoft.Extensions.AI has no type for: sent to that wire verbatim, left out with a
/// warning anywhere else.
/// </summary>
public sealed class WireTool : AITool
{
    /// <summary>Creates a tool.</summary>
    /// <param name="wire">The wire that knows it, such as <c>anthropic-messages</c>.</param>
    /// <param name="definition">The tool as it stands in that wire's request.</param>
    public WireTool(string wire, JsonElement definition)
    {
        Wire = wire;
        Definition = definition;
    }

    /// <summary>Creates a tool that its wire's reader has noted something about.</summary>
    internal WireTool(string wire, JsonElement definition, AdditionalPropertiesDictionary properties)
        : this(wire, definition) => AdditionalProperties = properties;

    /// <summary>The wire that knows it.</summary>
    public string Wire { get; }

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new AdditionalPropertiesDictionary();

    /// <summary>The tool as it stands in that wire's request.</summary>
    public JsonElement Definition { get; }

    /// <inheritdoc />
    public override string Name => Definition.Member("name"u8).AsText() ?? Definition.Member("custom"u8).Member("name"u8).AsText() ?? Definition.Member("type"u8).AsText() ?? Wire;

    /// <inheritdoc />
    public override string Description => Definition.Member("description"u8).AsText() ?? "";
}
