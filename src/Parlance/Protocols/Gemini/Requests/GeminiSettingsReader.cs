using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Everything of a request that is not a content, to options.</summary>
internal static class GeminiSettingsReader
{
    public static ChatOptions Read(RequestMembers body)
    {
        var options = new ChatOptions { Tools = GeminiToolReader.Take(body) };
        GeminiToolReader.ReadChoice(body.Open("toolConfig"), options);
        GeminiFields.Settings.Read(body, options);
        ReadGeneration(body.Open(GeminiFields.Generation), options);
        return options;
    }

    private static void ReadGeneration(RequestMembers generation, ChatOptions options)
    {
        ReadFormat(generation, options);
        GeminiReasoning.Read(generation.Open("thinkingConfig"), options);
    }

    private static void ReadFormat(RequestMembers generation, ChatOptions options)
    {
        switch (generation.Find("responseMimeType").AsText())
        {
            case "text/plain":
                generation.Take("responseMimeType");
                options.ResponseFormat = ChatResponseFormat.Text;
                break;
            case "application/json":
                generation.Take("responseMimeType");
                options.ResponseFormat = ChatResponseFormat.Json;
                foreach (var name in (ReadOnlySpan<string>)["responseSchema", "responseJsonSchema", "_responseJsonSchema"])
                {
                    if (generation.TryTake(name, JsonValueKind.Object, out var schema))
                    {
                        var plain = name == "responseSchema" ? GeminiSchemaReader.ToJsonSchema(schema) : schema;
                        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(plain);
                        options.AdditionalProperties = GeminiSpelling.NoteSchema(options.AdditionalProperties, name, schema);
                        break;
                    }
                }

                break;
        }
    }
}
