using System.Collections.Frozen;

namespace Parlance.Protocols;

/// <summary>
/// The part of JSON Schema that a receiver takes. As it stands: every keyword, below a root that is an object. What is not
/// taken is said in the description, which the model reads.
/// </summary>
internal sealed record JsonSchemaTraits
{
    /// <summary>The parameters of a tool, as most receivers take them.</summary>
    public static JsonSchemaTraits Parameters { get; } = new() { NeedsProperties = true };

    /// <summary>
    /// What OpenAI takes where a schema is strict. Source: platform.openai.com/docs/guides/structured-outputs#supported-schemas:
    /// all fields required, <c>additionalProperties: false</c> in every object, a root that is no <c>anyOf</c>, and no
    /// composition but <c>anyOf</c>. Keywords of single values are recorded as accepted.
    /// </summary>
    public static JsonSchemaTraits OpenAIStrict { get; } = new()
    {
        NeedsProperties = true,
        IsClosed = true,
        RequiresAll = true,
        NeedsTypes = true,
        ChecksRequired = true,
        AllowsReferenceSiblings = false,
        Refused = FrozenSet.Create(
            StringComparer.Ordinal,
            "allOf", "oneOf", "not", "dependentRequired", "dependentSchemas", "if", "then", "else", "patternProperties", "propertyNames", "minProperties", "maxProperties",
            "unevaluatedProperties", "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems"),
    };

    /// <summary>
    /// What Anthropic takes in <c>output_config.format</c> and in strict tools. Source:
    /// platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations; <c>title</c> and
    /// <c>$schema</c> are recorded as accepted.
    /// </summary>
    public static JsonSchemaTraits Anthropic { get; } = new()
    {
        IsClosed = true,
        ChecksRequired = true,
        AllowsRecursion = false,
        AllowsReferenceSiblings = false,
        MaximumMinItems = 1,
        Keywords = FrozenSet.Create(
            StringComparer.Ordinal,
            "$schema", "$ref", "$defs", "definitions", "type", "title", "description", "enum", "const", "default", "format", "pattern",
            "properties", "required", "additionalProperties", "items", "minItems", "anyOf", "allOf"),
        Formats = FrozenSet.Create(StringComparer.Ordinal, "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"),
    };

    /// <summary>Any schema, for a wire that fits it where it writes it.</summary>
    public static JsonSchemaTraits Any { get; } = new() { AllowsAnyRoot = true };

    /// <summary>A tool's parameters at Anthropic that need not be followed to the letter: the properties may be left out, as is recorded.</summary>
    public static JsonSchemaTraits AnthropicParameters { get; } = new();

    /// <summary>
    /// What Gemini takes in <c>parametersJsonSchema</c> and <c>responseJsonSchema</c>. Source: the latter at
    /// ai.google.dev/api/generate-content#GenerationConfig; <c>$schema</c>, <c>default</c>, <c>pattern</c>, the limits of
    /// lengths and <c>uniqueItems</c> are recorded as accepted.
    /// </summary>
    public static JsonSchemaTraits Gemini { get; } = new()
    {
        AllowsAnyRoot = true,
        NeedsTypes = true,
        ChecksRequired = true,
        AllowsReferenceSiblings = false,
        AllowsEmptyValues = false,
        Keywords = FrozenSet.Create(
            StringComparer.Ordinal,
            "$schema", "$id", "$anchor", "$ref", "$defs", "type", "format", "title", "description", "default", "enum", "items", "prefixItems", "minItems", "maxItems", "uniqueItems",
            "minimum", "maximum", "minLength", "maxLength", "pattern", "anyOf", "oneOf", "properties", "additionalProperties", "required", "propertyOrdering"),
    };

    /// <summary>The parameters of a function there are one object.</summary>
    public static JsonSchemaTraits GeminiParameters { get; } = Gemini with { AllowsAnyRoot = false };

    /// <summary>True where the root need not be an object, and may be a choice.</summary>
    public bool AllowsAnyRoot { get; init; }

    /// <summary>True where <c>{}</c> is taken for no parameters.</summary>
    public bool AllowsEmptyRoot { get; init; }

    /// <summary>True where the root must have <c>properties</c>, even where there are none.</summary>
    public bool NeedsProperties { get; init; }

    /// <summary>True where every object must say <c>additionalProperties: false</c>.</summary>
    public bool IsClosed { get; init; }

    /// <summary>True where every property must be required: one that may be left out may be null instead.</summary>
    public bool RequiresAll { get; init; }

    /// <summary>True where only properties that exist may be required.</summary>
    public bool ChecksRequired { get; init; }

    /// <summary>True where a type that follows from the other keywords must be said.</summary>
    public bool NeedsTypes { get; init; }

    /// <summary>False where a schema may not hold itself.</summary>
    public bool AllowsRecursion { get; init; } = true;

    /// <summary>False where nothing may stand beside <c>$ref</c>.</summary>
    public bool AllowsReferenceSiblings { get; init; } = true;

    /// <summary>False where an enum may not hold the empty text.</summary>
    public bool AllowsEmptyValues { get; init; } = true;

    /// <summary>The largest <c>minItems</c>, null for any.</summary>
    public int? MaximumMinItems { get; init; }

    /// <summary>The keywords that are taken, null for all but those that are refused.</summary>
    public FrozenSet<string>? Keywords { get; init; }

    /// <summary>The keywords that are refused.</summary>
    public FrozenSet<string> Refused { get; init; } = [];

    /// <summary>The formats of texts that are taken, null for all.</summary>
    public FrozenSet<string>? Formats { get; init; }

    /// <summary>True where every part of a schema has a rule to keep, and not its root alone.</summary>
    public bool LooksInside => IsClosed || RequiresAll || NeedsTypes || ChecksRequired || !AllowsReferenceSiblings || !AllowsEmptyValues || Keywords is not null || Refused.Count > 0 || Formats is not null;

    public bool Takes(string keyword) => Keywords?.Contains(keyword) ?? !Refused.Contains(keyword);
}
