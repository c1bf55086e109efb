using System.Text.Json.Nodes;

namespace Parlance.Conformance.Requests;

/// <summary>The steps of which the normal form of a request is made.</summary>
internal static class RequestEdits
{
    /// <summary>A value without the members that are null.</summary>
    public static JsonNode? DropNulls(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, DropNulls(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(DropNulls)]),
        _ => value?.DeepClone(),
    };

    /// <summary>A content as a list of blocks, a text being one block of a type.</summary>
    public static JsonArray Blocks(JsonNode? content, string type = "text") => content switch
    {
        null => [],
        JsonArray items => new JsonArray([.. items.Select(item => item is JsonValue ? Block(item, type) : item?.DeepClone())]),
        _ when Text(content) == "" => [],
        _ when Text(content) is not null => new JsonArray(Block(content, type)),
        _ => new JsonArray(content.DeepClone()),
    };

    /// <summary>A text that holds JSON as what it holds.</summary>
    public static JsonNode? AsJson(JsonNode? arguments)
    {
        try
        {
            return Text(arguments) is { } text ? DropNulls(JsonNode.Parse(text)) : arguments?.DeepClone();
        }
        catch (System.Text.Json.JsonException)
        {
            return arguments?.DeepClone();
        }
    }

    /// <summary>Takes out the members that say what is said by leaving them out.</summary>
    public static JsonObject Defaults(JsonObject body, string defaults)
    {
        foreach (var (name, value) in JsonNode.Parse(defaults)!.AsObject())
        {
            if (body.TryGetPropertyValue(name, out var given) && JsonNode.DeepEquals(given, value))
            {
                body.Remove(name);
            }
        }

        return body;
    }

    public static void Rename(JsonObject body, string from, string to)
    {
        if (body.TryGetPropertyValue(from, out var value))
        {
            body.Remove(from);
            body[to] = value;
        }
    }

    public static IEnumerable<JsonObject> Objects(JsonNode? list) => list is JsonArray items ? items.OfType<JsonObject>() : [];

    public static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Block(JsonNode text, string type) => new() { ["type"] = type, ["text"] = text.DeepClone() };
}
