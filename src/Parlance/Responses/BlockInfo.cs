namespace Parlance.Responses;

/// <summary>What is known of a block when it begins.</summary>
/// <param name="Kind">What it holds.</param>
public readonly record struct BlockInfo(BlockKind Kind)
{
    /// <summary>The id of a call, or of what a result answers; null where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The name of a tool, or the wire's own type of the block; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace that the tool of a call belongs to, null for a tool that belongs to none.</summary>
    public string? Namespace { get; init; }

    /// <summary>True for a call of a custom tool: its deltas are text in free form and no JSON.</summary>
    public bool IsCustomCall { get; init; }

    /// <summary>The media type of a <see cref="BlockKind.Media"/> block, null where it is not known.</summary>
    public string? MediaType { get; init; }
}
