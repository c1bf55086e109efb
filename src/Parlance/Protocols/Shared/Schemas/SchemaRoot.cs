using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The root of a schema as one object: receivers refuse a choice there, and most what else could stand in a schema.
/// </summary>
internal static class SchemaRoot
{
    private static readonly string[] s_choices = ["anyOf", "oneOf"];

    // "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level" (OpenAI);
    // "input_schema does not support oneOf, allOf, or anyOf at the top level" (Anthropic).
    public static bool IsRefused(string keyword) => keyword is "$ref" or "anyOf" or "oneOf" or "allOf" or "enum" or "const" or "not" or "if" or "then" or "else";

    /// <summary>What the values of a schema are as a whole.</summary>
    public static SchemaRootKind KindOf(JsonElement schema)
    {
        var kind = KindOf(schema, schema, depth: 0);
        return kind == SchemaRootKind.Object && (schema.TryGetProperty("anyOf"u8, out _) || schema.TryGetProperty("oneOf"u8, out _)) ? SchemaRootKind.Choice : kind;
    }

    /// <summary>Makes the root one object: what several schemas demand together, and all properties of those of which one is to hold.</summary>
    /// <param name="root">The root.</param>
    /// <param name="resolve">Finds what a reference names, null for nothing.</param>
    /// <param name="notes">What the model must read instead, and what is lost.</param>
    public static void MakeObject(JsonObject root, Func<string, JsonObject?> resolve, SchemaNotes notes)
    {
        Unfold(root, resolve, notes, depth: 0);
        foreach (var keyword in s_choices)
        {
            if (root[keyword] is JsonArray choices)
            {
                root.Remove(keyword);
                JoinChoice(root, [.. choices.OfType<JsonObject>().Select(choice => Unfold((JsonObject)choice.DeepClone(), resolve, notes, depth: 0))], notes);
            }
        }

        foreach (var keyword in root.Select(static member => member.Key).Where(IsRefused).ToArray())
        {
            notes.Describe(root, keyword);
        }

        if (root["required"] is not JsonArray)
        {
            root.Remove("required");
        }

        if (SchemaNodes.TypeOf(root) != "object")
        {
            if (root["type"] is not null && !SchemaNodes.IsObject(root))
            {
                notes.Lose("a root that is no object");
                foreach (var keyword in root.Select(static member => member.Key).Where(static name => !name.StartsWith('$') && name is not ("definitions" or "title" or "description" or "properties" or "required")).ToArray())
                {
                    root.Remove(keyword);
                }
            }

            root.Remove("type");
            root.Insert(0, "type", "object");
        }
    }

    private static SchemaRootKind KindOf(JsonElement root, JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > SchemaNarrower.MaximumDepth)
        {
            return SchemaRootKind.Other;
        }

        if (schema.Member("$ref"u8).AsText() is { } pointer)
        {
            return SchemaPointer.TryResolve(root, pointer, out var target) ? KindOf(root, target, depth + 1) : SchemaRootKind.Other;
        }

        if (schema.Member("type"u8).AsText() is { } type)
        {
            return type == "object" ? SchemaRootKind.Object : SchemaRootKind.Other;
        }

        foreach (var keyword in s_choices)
        {
            if (schema.TryGetProperty(keyword, out var choices) && choices.ValueKind == JsonValueKind.Array)
            {
                return choices.EnumerateArray().All(choice => KindOf(root, choice, depth + 1) != SchemaRootKind.Other) ? SchemaRootKind.Choice : SchemaRootKind.Other;
            }
        }

        return schema.TryGetProperty("allOf"u8, out var parts) && parts.ValueKind == JsonValueKind.Array && parts.EnumerateArray().Any(part => KindOf(root, part, depth + 1) == SchemaRootKind.Object)
            || schema.TryGetProperty("properties"u8, out _)
            ? SchemaRootKind.Object
            : SchemaRootKind.Other;
    }

    /// <summary>What references and <c>allOf</c> demand, as demands of the schema itself.</summary>
    private static JsonObject Unfold(JsonObject schema, Func<string, JsonObject?> resolve, SchemaNotes notes, int depth)
    {
        if (depth > SchemaNarrower.MaximumDepth)
        {
            return schema;
        }

        if (schema["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var pointer))
        {
            schema.Remove("$ref");
            if (resolve(pointer) is { } target)
            {
                RestatedSchema.Absorb(schema, Unfold((JsonObject)target.DeepClone(), resolve, notes, depth + 1), notes.Lost);
            }
        }

        if (schema["allOf"] is JsonArray parts)
        {
            schema.Remove("allOf");
            foreach (var part in parts.OfType<JsonObject>())
            {
                RestatedSchema.Absorb(schema, Unfold((JsonObject)part.DeepClone(), resolve, notes, depth + 1), notes.Lost);
            }
        }

        return schema;
    }

    private static void JoinChoice(JsonObject root, List<JsonObject> choices, SchemaNotes notes)
    {
        choices.RemoveAll(static choice => SchemaNodes.TypeOf(choice) == "null");
        if (choices.Count == 0)
        {
            return;
        }

        var properties = root["properties"] as JsonObject;
        foreach (var choice in choices)
        {
            foreach (var (name, value) in (choice["properties"] as JsonObject ?? []).ToArray())
            {
                if (properties is null)
                {
                    root["properties"] = properties = [];
                }

                properties[name] = properties[name] is { } known ? SchemaNodes.Either(known, value) : value?.DeepClone();
            }
        }

        if (choices.Count == 1 || choices.Select(static choice => SchemaNodes.NamesIn(choice["required"])).Aggregate(static (common, names) => [.. common.Intersect(names, StringComparer.Ordinal)]) is not { } shared)
        {
            shared = SchemaNodes.NamesIn(choices[0]["required"]);
        }

        foreach (var name in shared)
        {
            SchemaNodes.Require(root, name);
        }

        if (choices.Count > 1)
        {
            var sets = choices.Select(static choice => SchemaNodes.NamesIn(choice["required"]) is { Count: > 0 } names ? names : [.. (choice["properties"] as JsonObject ?? []).Select(static property => property.Key)]);
            notes.Describe(root, $"One of these sets goes together: {string.Join("; ", sets.Where(static set => set.Count > 0).Select(static set => string.Join(", ", set)))}.", "a choice at the root");
        }
    }
}

/// <summary>What the values of a schema are as a whole.</summary>
internal enum SchemaRootKind
{
    /// <summary>One object.</summary>
    Object,

    /// <summary>One of several objects.</summary>
    Choice,

    /// <summary>Anything else.</summary>
    Other,
}
