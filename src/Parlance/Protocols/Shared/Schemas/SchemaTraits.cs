using System.Collections.Frozen;

namespace Parlance.Protocols;

/// <summary>The part of JSON Schema that a receiver takes, beside types, properties, elements, values and choices.</summary>
internal sealed record SchemaTraits
{
    /// <summary>The keywords that go as they are.</summary>
    public required FrozenSet<string> Keywords { get; init; }

    /// <summary>The formats of texts and numbers that it knows.</summary>
    public required FrozenSet<string> Formats { get; init; }
}
