using System.Text.Json.Nodes;
using static Parlance.Conformance.Requests.RequestEdits;

namespace Parlance.Conformance.Requests;

/// <summary>A request for Gemini in normal form: names in camel case, the instruction as parts, a role on every content.</summary>
internal static class GeminiRequestNormalizer
{
    // What stands in these is the caller's own, names and all.
    private static readonly HashSet<string> s_freeForm = new(StringComparer.Ordinal)
    {
        "args", "response", "parameters", "properties", "responseSchema", "response_schema", "responseJsonSchema",
        "response_json_schema", "parametersJsonSchema", "parameters_json_schema", "labels",
    };

    public static JsonObject Normalize(JsonObject body)
    {
        var normal = Camel(body, keepsNames: false)!.AsObject();
        Defaults(normal, """{"tools":[],"safetySettings":[],"generationConfig":{}}""");
        Instruction(normal);
        foreach (var content in Objects(normal["contents"]))
        {
            content.TryAdd("role", "user");
        }

        if (normal["generationConfig"] is JsonObject generation)
        {
            Defaults(generation, """{"candidateCount":1,"stopSequences":[],"responseMimeType":"text/plain"}""");
        }

        return normal;
    }

    private static void Instruction(JsonObject body)
    {
        if (Text(body["systemInstruction"]) is { } text)
        {
            body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) };
        }
        else if (body["systemInstruction"] is JsonObject instruction)
        {
            instruction.Remove("role");
            instruction["parts"] = instruction["parts"] switch
            {
                null => new JsonArray(),
                JsonArray parts => parts.DeepClone(),
                var part => new JsonArray(part.DeepClone()),
            };
        }
    }

    private static JsonNode? Camel(JsonNode? value, bool keepsNames)
    {
        switch (value)
        {
            case JsonObject members:
                var renamed = new JsonObject();
                foreach (var (name, member) in members)
                {
                    renamed[keepsNames ? name : Camel(name)] = Camel(member, keepsNames || s_freeForm.Contains(name));
                }

                return renamed;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Camel(item, keepsNames))]);
            default:
                return value?.DeepClone();
        }
    }

    private static string Camel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
