namespace Parlance.Testing.Grammar;

/// <summary>What receivers demand of JSON schemas.</summary>
internal static class RequestSchemaRules
{
    private static readonly string[] s_choices = ["anyOf", "oneOf", "allOf", "not", "enum"];

    /// <summary>A tool's schema is an object at its root, with a map of properties and no choice beside it.</summary>
    public static void CheckRoot(RequestReport report, RequestNode schema, bool needsProperties)
    {
        if (!schema.IsObject)
        {
            report.Add(RequestRules.SchemaRoot, schema, $"is {schema.Kind} and must be an object.");
            return;
        }

        report.Require(schema.Get("type").Text == "object", RequestRules.SchemaRoot, schema.Get("type"), $"is {schema.Get("type").Value} and must be \"object\".");
        report.Require(!needsProperties || schema.Get("properties").IsObject, RequestRules.SchemaRoot, schema.Get("properties"), "is missing: object schema missing properties.");
        foreach (var choice in s_choices)
        {
            report.Require(!schema.Has(choice), RequestRules.SchemaRoot, schema.Get(choice), "stands at the root.");
        }
    }

    /// <summary>
    /// OpenAI's strict mode: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas. Every object is closed
    /// and requires all that it has; the root is no choice.
    /// </summary>
    public static void CheckStrict(RequestReport report, RequestNode schema, bool isRoot = true)
    {
        if (!schema.IsObject)
        {
            return;
        }

        report.Require(!isRoot || (!schema.Has("anyOf") && schema.Get("type").Text == "object"), RequestRules.StrictSchema, schema, "is no object at its root.");
        foreach (var keyword in (ReadOnlySpan<string>)["allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties", "propertyNames", "unevaluatedProperties"])
        {
            report.Require(!schema.Has(keyword), RequestRules.StrictSchema, schema.Get(keyword), "is a keyword that strict mode does not have.");
        }

        if (schema.Get("properties").IsObject || IsType(schema, "object"))
        {
            report.Require(schema.Get("additionalProperties").IsFalse, RequestRules.StrictSchema, schema.Get("additionalProperties"), "must be false.");
            var required = schema.Get("required").Items().Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
            foreach (var property in schema.Get("properties").Members())
            {
                report.Require(required.Contains(property.Name), RequestRules.StrictSchema, property, "is not required.");
            }
        }

        foreach (var below in Children(schema))
        {
            CheckStrict(report, below, isRoot: false);
        }
    }

    /// <summary>
    /// Anthropic's structured output: https://docs.claude.com/en/docs/build-with-claude/structured-outputs#json-schema-limitations.
    /// Objects are closed, numbers, texts and lists are not constrained, nothing is recursive.
    /// </summary>
    public static void CheckClaudeOutput(RequestReport report, RequestNode schema, bool isMinimumLengthAllowed = false)
    {
        if (!schema.IsObject)
        {
            return;
        }

        if (schema.Get("properties").IsObject || IsType(schema, "object"))
        {
            report.Require(schema.Get("additionalProperties").IsFalse, RequestRules.OutputSchema, schema.Get("additionalProperties"), "must be explicitly false.");
        }

        foreach (var keyword in (ReadOnlySpan<string>)["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems", "minProperties", "maxProperties", "patternProperties", "propertyNames", "not", "oneOf", "if"])
        {
            report.Require(!schema.Has(keyword) || (isMinimumLengthAllowed && keyword == "minLength"), RequestRules.OutputSchema, schema.Get(keyword), "is a keyword that is not supported.");
        }

        report.Require(!schema.Has("minItems") || schema.Get("minItems").Number is 0 or 1, RequestRules.OutputSchema, schema.Get("minItems"), "may only be 0 or 1.");
        foreach (var below in Children(schema))
        {
            CheckClaudeOutput(report, below, isMinimumLengthAllowed);
        }
    }

    /// <summary>References point to what there is, and where <paramref name="isRecursionRefused"/> to nothing that holds them.</summary>
    public static void CheckReferences(RequestReport report, RequestRule rule, RequestNode root, RequestNode schema, bool isRecursionRefused, int depth = 0)
    {
        if (!schema.IsObject || depth > 32)
        {
            return;
        }

        if (schema.Get("$ref").Text is { } pointer)
        {
            var target = Resolve(root, pointer);
            report.Require(target is not null, rule, schema.Get("$ref"), $"points to '{pointer}', which is not there.");
            report.Require(!isRecursionRefused || target is not { } found || !Reaches(root, found, pointer, 0), rule, schema.Get("$ref"), $"makes '{pointer}' recursive.");
        }

        foreach (var below in Children(schema))
        {
            CheckReferences(report, rule, root, below, isRecursionRefused, depth + 1);
        }
    }

    public static IEnumerable<RequestNode> Children(RequestNode schema)
    {
        foreach (var map in (string[])["properties", "$defs", "definitions", "patternProperties"])
        {
            foreach (var member in schema.Get(map).Members())
            {
                yield return member;
            }
        }

        foreach (var list in (string[])["anyOf", "oneOf", "allOf", "prefixItems"])
        {
            foreach (var item in schema.Get(list).Items())
            {
                yield return item;
            }
        }

        foreach (var single in (string[])["items", "additionalProperties", "not"])
        {
            if (schema.Get(single) is { IsObject: true } below)
            {
                yield return below;
            }
        }
    }

    public static bool IsType(RequestNode schema, string type) =>
        schema.Get("type").Text == type || schema.Get("type").Items().Any(item => item.Text == type);

    private static RequestNode? Resolve(RequestNode root, string pointer)
    {
        if (!pointer.StartsWith('#'))
        {
            return null;
        }

        var at = root;
        foreach (var step in pointer[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at.Get(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            if (!at.IsPresent)
            {
                return null;
            }
        }

        return at;
    }

    private static bool Reaches(RequestNode root, RequestNode schema, string pointer, int depth) =>
        depth < 16 && Children(schema).Any(below =>
            below.Get("$ref").Text is { } next
                ? next == pointer || (Resolve(root, next) is { } target && Reaches(root, target, pointer, depth + 1))
                : Reaches(root, below, pointer, depth + 1));
}
