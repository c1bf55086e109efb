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

    /// <summary>Can be made to call a function, whose parameters may then be the answer.</summary>
    public bool HasForcedTools { get; init; }

    /// <summary>Takes a schema and JSON mode beside functions.</summary>
    public bool CombinesWithTools { get; init; } = true;

    /// <summary>Takes instructions beside what the user says.</summary>
    public bool HasInstructions { get; init; } = true;

    /// <summary>Where JSON mode must find the word "json".</summary>
    public JsonWord JsonWord { get; init; }

    public SchemaStrictness Strictness { get; init; }

    /// <summary>False where the answer must be an object, and no choice among several.</summary>
    public bool AllowsAnyRoot { get; init; }

    /// <summary>The part of JSON Schema that it takes, null for all of it.</summary>
    public JsonSchemaTraits? Schema { get; init; }

    /// <summary>The same for a schema that is to be followed to the letter; null where that makes no difference.</summary>
    public JsonSchemaTraits? StrictSchema { get; init; }
}

/// <summary>Where a receiver looks for the word "json" before it takes JSON mode.</summary>
internal enum JsonWord
{
    /// <summary>It does not.</summary>
    Nowhere,

    /// <summary>In any message.</summary>
    InMessages,

    /// <summary>In any message but the instructions that have a member of their own.</summary>
    InInput,
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
