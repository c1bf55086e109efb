using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols.Gemini;

/// <summary>One schema of the wire's dialect: how two demands become one, and what the wire asks of each of them.</summary>
internal static class GeminiSchemaNode
{
    /// <summary>Adds what another schema demands; what both say stays as it was said first.</summary>
    public static void Absorb(JsonObject schema, JsonObject other, ISet<string> lost)
    {
        foreach (var (name, value) in other.ToArray())
        {
            other.Remove(name);
            switch (schema[name], value)
            {
                case (null, _):
                    schema[name] = value;
                    break;
                case (JsonObject known, JsonObject added):
                    Absorb(known, added, lost);
                    break;
                case (JsonArray names, JsonArray more) when name == "required":
                    AddMissing(names, more);
                    break;
                case ({ } known, _) when !IsAboutReaders(name) && !JsonNode.DeepEquals(known, value):
                    lost.Add($"a second {name}");
                    break;
            }
        }
    }

    /// <summary>
    /// The wire requires a type, and the elements' schema of an array, and it lets nothing stand beside <c>anyOf</c>: "When
    /// using any_of, it must be the only field set" is how it refuses the request.
    /// </summary>
    public static void Complete(JsonObject schema, ISet<string> lost)
    {
        if (schema["anyOf"] is JsonArray choices)
        {
            Distribute(schema, choices, lost);
            return;
        }

        if (schema["type"] is null)
        {
            var type = schema.ContainsKey("properties") ? "OBJECT" : schema.ContainsKey("items") ? "ARRAY" : null;
            if (type is not null)
            {
                schema["type"] = type;
            }
        }

        if (TypeOf(schema) == "ARRAY" && !schema.ContainsKey("items"))
        {
            schema["items"] = new JsonObject();
        }
    }

    /// <summary>
    /// A function's parameters are one object on this wire, never a choice among several: all their properties, of which
    /// those are required that every alternative requires.
    /// </summary>
    public static void JoinChoice(JsonObject schema, ISet<string> lost)
    {
        if (schema["anyOf"] is not JsonArray choices || !choices.All(static choice => choice is JsonObject members && TypeOf(members) == "OBJECT"))
        {
            return;
        }

        schema.Remove("anyOf");
        var required = choices.Select(static choice => NamesIn(choice!["required"])).Aggregate(static (common, names) => [.. common.Intersect(names, StringComparer.Ordinal)]);
        foreach (var choice in choices.OfType<JsonObject>())
        {
            choice.Remove("required");
            Absorb(schema, (JsonObject)choice.DeepClone(), lost);
        }

        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(static name => (JsonNode)name)]);
        }

        lost.Add("which of the parameters go together");
    }

    private static List<string> NamesIn(JsonNode? required) => required is JsonArray names ? [.. names.Select(static name => name!.GetValue<string>())] : [];

    /// <summary>What is demanded beside a choice is demanded of each alternative that it can apply to.</summary>
    private static void Distribute(JsonObject schema, JsonArray choices, ISet<string> lost)
    {
        var beside = schema.Where(static member => member.Key != "anyOf").ToArray();
        foreach (var (name, _) in beside)
        {
            schema.Remove(name);
        }

        foreach (var choice in choices.OfType<JsonObject>())
        {
            var type = TypeOf(choice) ?? beside.FirstOrDefault(static member => member.Key == "type").Value?.GetValue<string>();
            var fitting = beside.Where(member => AppliesTo(member.Key, type)).Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()));
            Absorb(choice, new JsonObject(fitting), lost);
            Complete(choice, lost);
        }
    }

    private static void AddMissing(JsonArray names, JsonArray more)
    {
        foreach (var added in more.ToArray())
        {
            more.Remove(added);
            if (!names.Any(name => JsonNode.DeepEquals(name, added)))
            {
                names.Add(added);
            }
        }
    }

    /// <summary>True for what explains a schema and demands nothing: the nearest explanation is the one to keep.</summary>
    private static bool IsAboutReaders(string name) => name is "title" or "description" or "default" or "example" or "propertyOrdering";

    /// <summary>A keyword of one type says nothing about a value of another, and the wire refuses it there.</summary>
    private static bool AppliesTo(string name, string? type) => name switch
    {
        "items" or "minItems" or "maxItems" => type is null or "ARRAY",
        "properties" or "required" or "minProperties" or "maxProperties" or "propertyOrdering" => type is null or "OBJECT",
        "minLength" or "maxLength" or "pattern" => type is null or "STRING",
        "minimum" or "maximum" => type is null or "NUMBER" or "INTEGER",
        _ => true,
    };

    private static string? TypeOf(JsonObject schema) =>
        schema["type"] is { } type && type.GetValueKind() == JsonValueKind.String ? type.GetValue<string>() : null;
}
