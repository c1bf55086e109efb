using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>What a JSON schema says, once its references and alternatives are followed.</summary>
internal static class SchemaReading
{
    private const int MaximumReferences = 64;

    /// <summary>A number, or null for any other value.</summary>
    public static decimal? AsNumber(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) ? number : null;

    /// <summary>Follows <c>$ref</c>, takes one of the alternatives and merges <c>allOf</c>.</summary>
    /// <param name="root">The whole schema, where references point into.</param>
    /// <param name="schema">The schema to read.</param>
    /// <param name="preferLeaf">True to take the alternative that ends a recursion.</param>
    public static JsonElement Resolve(JsonElement root, JsonElement schema, bool preferLeaf)
    {
        for (var step = 0; step < MaximumReferences; step++)
        {
            if (schema.Member("$ref"u8).AsText() is { } reference)
            {
                schema = Find(root, reference);
            }
            else if (Alternatives(schema) is { Count: > 0 } alternatives)
            {
                var chosen = preferLeaf
                    ? alternatives.FirstOrDefault(IsLeaf, alternatives[^1])
                    : alternatives.FirstOrDefault(alternative => alternative.Member("type"u8).AsText() != "null", alternatives[0]);
                schema = Merge(schema, [chosen], "anyOf", "oneOf");
            }
            else if (schema.Member("allOf"u8) is { ValueKind: JsonValueKind.Array } all)
            {
                schema = Merge(schema, [.. all.EnumerateArray().Select(part => Resolve(root, part, preferLeaf))], "allOf");
            }
            else
            {
                return schema;
            }
        }

        return default;
    }

    /// <summary>The schema's type; of several the first that is not null, unless null is preferred.</summary>
    public static string TypeOf(JsonElement schema, bool preferNull)
    {
        var type = schema.Member("type"u8);
        if (type.ValueKind == JsonValueKind.Array)
        {
            var names = type.EnumerateArray().Select(name => name.AsText() ?? "").ToList();
            return preferNull && names.Contains("null", StringComparer.Ordinal) ? "null" : names.FirstOrDefault(name => name != "null", "null");
        }

        return type.AsText()
            ?? (schema.TryGetMember("properties"u8, out _) || schema.TryGetMember("required"u8, out _) ? "object"
            : schema.TryGetMember("items"u8, out _) || schema.TryGetMember("prefixItems"u8, out _) ? "array"
            : schema.TryGetMember("minimum"u8, out _) || schema.TryGetMember("maximum"u8, out _) ? "number"
            : "string");
    }

    private static bool IsLeaf(JsonElement schema) =>
        schema.TryGetMember("const"u8, out _) || schema.TryGetMember("enum"u8, out _)
        || schema.Member("type"u8).AsText() is "null" or "string" or "number" or "integer" or "boolean";

    private static List<JsonElement> Alternatives(JsonElement schema)
    {
        var alternatives = schema.Member("anyOf"u8);
        alternatives = alternatives.ValueKind == JsonValueKind.Array ? alternatives : schema.Member("oneOf"u8);
        return alternatives.ValueKind == JsonValueKind.Array ? [.. alternatives.EnumerateArray()] : [];
    }

    /// <summary>A JSON pointer within the schema; anywhere else there is nothing to look in.</summary>
    private static JsonElement Find(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return default;
        }

        var found = root;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            found = found.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < found.GetArrayLength()
                ? found[index]
                : found.Member(Encoding.UTF8.GetBytes(name));
        }

        return found;
    }

    /// <summary>One object of a schema and its parts; <c>properties</c> and <c>required</c> add up, else the first wins.</summary>
    private static JsonElement Merge(JsonElement schema, IReadOnlyList<JsonElement> parts, params ReadOnlySpan<string> without)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var source in parts.Prepend(schema).Where(part => part.ValueKind == JsonValueKind.Object))
        {
            foreach (var member in source.EnumerateObject())
            {
                members[member.Name] = !members.TryGetValue(member.Name, out var before) ? member.Value : member.Name switch
                {
                    "properties" => Join(before, member.Value),
                    "required" => Concatenate(before, member.Value),
                    _ => before,
                };
            }
        }

        foreach (var name in without)
        {
            // An alternative may itself have alternatives: those stay.
            if (!parts.Any(part => part.Member(Encoding.UTF8.GetBytes(name)).ValueKind == JsonValueKind.Array))
            {
                members.Remove(name);
            }
            else
            {
                members[name] = parts.Select(part => part.Member(Encoding.UTF8.GetBytes(name))).First(part => part.ValueKind == JsonValueKind.Array);
            }
        }

        return Build(json =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        });
    }

    private static JsonElement Join(JsonElement first, JsonElement second) => Build(json =>
    {
        json.WriteStartObject();
        foreach (var member in first.EnumerateObject().Concat(second.EnumerateObject()).DistinctBy(member => member.Name, StringComparer.Ordinal))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    });

    private static JsonElement Concatenate(JsonElement first, JsonElement second) => Build(json =>
    {
        json.WriteStartArray();
        foreach (var element in first.EnumerateArray().Concat(second.EnumerateArray()))
        {
            element.WriteTo(json);
        }

        json.WriteEndArray();
    });

    private static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
