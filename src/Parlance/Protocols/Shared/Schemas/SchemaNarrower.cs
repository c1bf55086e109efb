using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols;

/// <summary>A schema as a receiver takes it.</summary>
/// <param name="Schema">The schema: the given one where it fits.</param>
/// <param name="Loss">What is not said as it was given, in sentences; null for nothing.</param>
/// <param name="IsFree">True where it holds objects whose keys it does not name, or values of any type: no receiver can be held to it strictly.</param>
/// <param name="IsAsGiven">True where it is the given one.</param>
internal readonly record struct NarrowedSchema(JsonElement Schema, string? Loss = null, bool IsFree = false, bool IsAsGiven = false);

/// <summary>
/// A JSON schema with the keywords alone that a receiver takes of JSON Schema: objects closed, properties required, and
/// what cannot be said moved into the description. <see cref="SchemaRestater"/> is for receivers of another dialect.
/// </summary>
internal sealed class SchemaNarrower
{
    // A schema that unfolds its references without end, or nearly so, must not unfold the process.
    public const int MaximumDepth = 32;
    private const int MaximumNodes = 10_000;

    private readonly JsonElement _source;
    private readonly JsonSchemaTraits _traits;
    private readonly SchemaNotes _notes = new();
    private int _nodes;
    private bool _isFree;

    private SchemaNarrower(JsonElement source, JsonSchemaTraits traits)
    {
        _source = source;
        _traits = traits;
    }

    public static NarrowedSchema Narrow(JsonElement schema, JsonSchemaTraits traits) =>
        SchemaFit.Fits(schema, traits) ? new(schema, IsAsGiven: true) : new SchemaNarrower(schema, traits).Narrow();

    /// <summary>True where a schema holds itself.</summary>
    public static bool IsRecursive(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && SchemaCycle.IsIn(schema);

    private NarrowedSchema Narrow()
    {
        var root = _source.ValueKind == JsonValueKind.Object ? (JsonObject)JsonNode.Parse(JsonMarshal.GetRawUtf8Value(_source))! : [];
        if (!_traits.AllowsAnyRoot)
        {
            SchemaRoot.MakeObject(root, Resolve, _notes);
            if (_traits.NeedsProperties && root["properties"] is not JsonObject)
            {
                root["properties"] = new JsonObject();
            }
        }

        if (_traits.LooksInside)
        {
            Visit(root, 0);
        }

        return new(JsonElement.Parse(root.ToJsonString()), _notes.Tell(), _isFree);
    }

    private void Visit(JsonObject schema, int depth)
    {
        if (depth > MaximumDepth || ++_nodes > MaximumNodes)
        {
            return;
        }

        FitReference(schema, depth);
        FitComposition(schema);
        FitValues(schema);
        FitKeywords(schema);
        if (_traits.NeedsTypes && schema["type"] is null && SchemaNodes.InferType(schema) is { } type)
        {
            schema["type"] = type;
        }

        if (_traits.IsClosed)
        {
            Close(schema, depth);
        }

        FitRequired(schema);
        foreach (var child in ChildrenOf(schema))
        {
            Visit(child, depth + 1);
        }
    }

    private void FitReference(JsonObject schema, int depth)
    {
        if (_traits.AllowsReferenceSiblings || schema["$ref"] is not JsonValue reference || !schema.Any(static member => !member.Key.StartsWith('$') && member.Key != "definitions") || schema.ContainsKey("anyOf"))
        {
            return;
        }

        var pointer = reference.GetValueKind() == JsonValueKind.String ? reference.GetValue<string>() : "";
        if (depth < MaximumDepth && !SchemaCycle.Reaches(_source, pointer) && Resolve(pointer) is { } target)
        {
            schema.Remove("$ref");
            RestatedSchema.Absorb(schema, (JsonObject)target.DeepClone(), _notes.Lost);
            FitReference(schema, depth + 1);
            return;
        }

        // A choice of one is the same, and takes explanations beside it.
        schema.Remove("$ref");
        schema["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = pointer });
    }

    private void FitComposition(JsonObject schema)
    {
        if (schema["allOf"] is JsonArray parts && (!_traits.Takes("allOf") || (_traits.IsClosed && parts.OfType<JsonObject>().Any(static part => part.ContainsKey("$ref") || SchemaNodes.IsObject(part)))))
        {
            schema.Remove("allOf");
            foreach (var part in parts.OfType<JsonObject>())
            {
                RestatedSchema.Absorb(schema, Unfold(part), _notes.Lost);
            }
        }

        if (schema["oneOf"] is JsonArray choices && !_traits.Takes("oneOf") && !schema.ContainsKey("anyOf"))
        {
            schema.Remove("oneOf");
            schema["anyOf"] = choices;
            _notes.Change("oneOf is anyOf");
        }

        foreach (var member in schema.Where(static member => member.Key is "items" or "additionalProperties" && member.Value is JsonValue value && value.GetValueKind() == JsonValueKind.True).ToArray())
        {
            if (member.Key == "items")
            {
                schema["items"] = new JsonObject();
            }
        }

        foreach (var map in new[] { "properties", "$defs", "definitions" })
        {
            foreach (var (name, value) in (schema[map] as JsonObject ?? []).ToArray())
            {
                if (value is not JsonObject)
                {
                    schema[map]![name] = new JsonObject();
                }
            }
        }
    }

    private JsonObject Unfold(JsonObject part)
    {
        var copy = (JsonObject)part.DeepClone();
        if (copy["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var pointer) && !SchemaCycle.Reaches(_source, pointer) && Resolve(pointer) is { } target)
        {
            copy.Remove("$ref");
            RestatedSchema.Absorb(copy, Unfold(target), _notes.Lost);
        }

        if (copy["allOf"] is JsonArray parts)
        {
            copy.Remove("allOf");
            foreach (var inner in parts.OfType<JsonObject>())
            {
                RestatedSchema.Absorb(copy, Unfold(inner), _notes.Lost);
            }
        }

        return copy;
    }

    private void FitValues(JsonObject schema)
    {
        if (schema.ContainsKey("const") && !_traits.Takes("const") && schema["const"] is JsonValue only && only.GetValueKind() is JsonValueKind.String or JsonValueKind.Number)
        {
            schema.Remove("const");
            schema["enum"] = new JsonArray(only.DeepClone());
        }

        if (!_traits.AllowsEmptyValues && schema["enum"] is JsonArray values && values.Any(static value => SchemaNodes.IsText(value, "")))
        {
            _notes.Lose("the empty text among values");
            foreach (var empty in values.Where(static value => SchemaNodes.IsText(value, "")).ToArray())
            {
                values.Remove(empty);
            }

            if (values.Count == 0)
            {
                schema.Remove("enum");
            }
        }
    }

    private void FitKeywords(JsonObject schema)
    {
        foreach (var (name, value) in schema.ToArray())
        {
            if (name is "$comment" or "$id" or "$anchor" or "$schema" or "deprecated" or "readOnly" or "writeOnly" && !_traits.Takes(name))
            {
                schema.Remove(name);
            }
            else if (!_traits.Takes(name) || !TakesValue(name, value))
            {
                _notes.Describe(schema, name);
            }
        }
    }

    private bool TakesValue(string name, JsonNode? value) => name switch
    {
        "format" => _traits.Formats?.Any(format => SchemaNodes.IsText(value, format)) != false,
        "minItems" => _traits.MaximumMinItems is not { } most || (value is JsonValue count && count.TryGetValue<double>(out var least) && least <= most),
        _ => true,
    };

    private void Close(JsonObject schema, int depth)
    {
        if (!SchemaNodes.IsObject(schema))
        {
            _isFree |= depth > 0 && schema["type"] is null && schema.All(static member => member.Key is "title" or "description" or "default");
            return;
        }

        var rest = schema["additionalProperties"];
        if (rest is JsonValue value && value.GetValueKind() == JsonValueKind.False)
        {
            return;
        }

        if (rest is JsonObject { Count: > 0 } || (schema["properties"] is not JsonObject { Count: > 0 } && (depth > 0 || rest is not null)))
        {
            _isFree = true;
            _notes.Lose("keys that are not named");
        }

        schema["additionalProperties"] = false;
    }

    private void FitRequired(JsonObject schema)
    {
        var properties = schema["properties"] as JsonObject;
        if (_traits.ChecksRequired && schema["required"] is { } given)
        {
            var known = SchemaNodes.NamesIn(given).Where(name => properties?.ContainsKey(name) == true).ToList();
            if (properties is null || known.Count != (given as JsonArray)?.Count)
            {
                schema.Remove("required");
                known.ForEach(name => SchemaNodes.Require(schema, name));
                _notes.Change("required properties that do not exist are not required");
            }
        }

        if (!_traits.RequiresAll || properties is not { Count: > 0 })
        {
            return;
        }

        var required = SchemaNodes.NamesIn(schema["required"]);
        foreach (var name in properties.Select(static property => property.Key).Where(name => !required.Contains(name)).ToArray())
        {
            properties[name] = SchemaNodes.OrNull(properties[name]);
            SchemaNodes.Require(schema, name);
            _notes.Change("what may be left out may be null instead");
        }
    }

    private JsonObject? Resolve(string pointer) =>
        SchemaPointer.TryResolve(_source, pointer, out var target) && target.ValueKind == JsonValueKind.Object ? (JsonObject)JsonNode.Parse(JsonMarshal.GetRawUtf8Value(target))! : null;

    private static List<JsonObject> ChildrenOf(JsonObject schema)
    {
        var children = new List<JsonObject>();
        foreach (var (name, value) in schema)
        {
            switch (name, value)
            {
                case ("properties" or "$defs" or "definitions" or "patternProperties", JsonObject map):
                    children.AddRange(map.Select(static member => member.Value).OfType<JsonObject>());
                    break;
                case ("items" or "not" or "additionalProperties", JsonObject child):
                    children.Add(child);
                    break;
                case ("items" or "anyOf" or "oneOf" or "allOf" or "prefixItems", JsonArray list):
                    children.AddRange(list.OfType<JsonObject>());
                    break;
            }
        }

        return children;
    }
}
