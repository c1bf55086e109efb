using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Protocols;

/// <summary>One restated schema: how two demands become one, and what a receiver of a subset asks of each of them.</summary>
internal static class RestatedSchema
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
    /// The receiver requires a type, and the elements' schema of an array, and lets nothing stand beside <c>anyOf</c>.
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
            var type = schema.ContainsKey("properties") ? "object" : schema.ContainsKey("items") ? "array" : null;
            if (type is not null)
            {
                schema["type"] = type;
            }
        }

        if (TypeOf(schema) == "array" && !schema.ContainsKey("items"))
        {
            schema["items"] = new JsonObject();
        }
    }

    /// <summary>
    /// A choice among objects as one object, for a place that takes no choice: all their properties, of which those are
    /// required that every alternative requires.
    /// </summary>
    public static void JoinChoice(JsonObject schema, ISet<string> lost)
    {
        if (schema["anyOf"] is not JsonArray choices || !choices.All(static choice => choice is JsonObject members && TypeOf(members) == "object"))
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

    /// <summary>A keyword of one type says nothing about a value of another, and is refused there.</summary>
    private static bool AppliesTo(string name, string? type) => name switch
    {
        "items" or "minItems" or "maxItems" => type is null or "array",
        "properties" or "required" or "minProperties" or "maxProperties" or "propertyOrdering" => type is null or "object",
        "minLength" or "maxLength" or "pattern" => type is null or "string",
        "minimum" or "maximum" => type is null or "number" or "integer",
        _ => true,
    };

    private static string? TypeOf(JsonObject schema) =>
        schema["type"] is { } type && type.GetValueKind() == JsonValueKind.String ? type.GetValue<string>() : null;
}
