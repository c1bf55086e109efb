using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A function that a request declares: what a server reads from a wire, or what a caller declares by schema alone.</summary>
internal sealed class DeclaredFunction(string name, string? description, JsonElement schema, AdditionalPropertiesDictionary? properties) : AIFunctionDeclaration
{
    private static readonly JsonElement s_noParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public override string Name => name;

    public override string Description => description ?? "";

    /// <summary>The parameters' schema, as the wire had it.</summary>
    public override JsonElement JsonSchema => schema.ValueKind == JsonValueKind.Undefined ? s_noParameters : schema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = properties ?? [];
}
