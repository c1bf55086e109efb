namespace Parlance.Protocols;

/// <summary>What a receiver has for an answer in JSON. As it stands: a schema with its name and description, followed as strictly as is asked, and JSON mode.</summary>
internal sealed record StructuredOutputTraits
{
    /// <summary>Takes all that can be asked for.</summary>
    public static StructuredOutputTraits Full { get; } = new();

    /// <summary>Can hold the answer to a schema.</summary>
    public bool HasSchema { get; init; } = true;

    /// <summary>Can be told to answer in JSON of any form.</summary>
    public bool HasJsonMode { get; init; } = true;

    /// <summary>A schema has a name and a description beside it.</summary>
    public bool HasSchemaName { get; init; } = true;

    public SchemaStrictness Strictness { get; init; }
}

/// <summary>How closely a receiver follows a schema.</summary>
internal enum SchemaStrictness
{
    /// <summary>As the request says.</summary>
    Chosen,

    /// <summary>To the letter, whatever the request says.</summary>
    Always,

    /// <summary>As well as it can; it has no strict mode.</summary>
    Never,
}
