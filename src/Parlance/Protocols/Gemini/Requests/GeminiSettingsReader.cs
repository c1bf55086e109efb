using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Everything of a request that is not a content, to options.</summary>
internal static class GeminiSettingsReader
{
    public static ChatOptions Read(GeminiMembers body)
    {
        var options = new ChatOptions();
        GeminiToolReader.Read(body, options);
        options.ServiceTier = body.TakeText("serviceTier");
        if (body.TryTake("labels", JsonValueKind.Object, out var labels))
        {
            options.Metadata = labels.Clone();
        }

        return options;
    }

    /// <summary>Reads the objects of which something may be left, and gathers what is left of everything.</summary>
    public static ChatOptions Finish(GeminiMembers body, ChatOptions options)
    {
        var generation = Open(body, "generationConfig");
        var choice = Open(body, "toolConfig");
        var generationRest = ReadGeneration(generation, options);
        var choiceRest = GeminiToolReader.ReadChoice(choice, options);
        options.AdditionalProperties = Bag.Set(
            options.AdditionalProperties,
            WireExtras.Key,
            body.Rest(("generationConfig", generationRest), ("toolConfig", choiceRest)));
        return options;
    }

    public static GeminiMembers Open(GeminiMembers members, string name) =>
        new(members.TryTake(name, JsonValueKind.Object, out var value) ? value : default);

    private static JsonElement ReadGeneration(GeminiMembers generation, ChatOptions options)
    {
        options.Temperature = generation.TakeNumber("temperature");
        options.TopP = generation.TakeNumber("topP");
        options.TopK = generation.TakeCount("topK");
        options.MaxOutputTokens = generation.TakeCount("maxOutputTokens");
        options.Seed = generation.TakeInteger("seed");
        options.PresencePenalty = generation.TakeNumber("presencePenalty");
        options.FrequencyPenalty = generation.TakeNumber("frequencyPenalty");
        options.LogProbs = generation.TakeFlag("responseLogprobs");
        options.TopLogProbs = generation.TakeInteger("logprobs");
        var stops = generation.Find("stopSequences");
        if (stops.ValueKind == JsonValueKind.Array && stops.GetArrayLength() > 0 && stops.EnumerateArray().All(static stop => stop.ValueKind == JsonValueKind.String))
        {
            generation.Take("stopSequences");
            options.StopSequences = [.. stops.EnumerateArray().Select(static stop => stop.AsText()!)];
        }

        ReadFormat(generation, options);
        var thinking = Open(generation, "thinkingConfig");
        GeminiThinking.Read(thinking, options);
        return generation.Rest(("thinkingConfig", thinking.Rest()));
    }

    private static void ReadFormat(GeminiMembers generation, ChatOptions options)
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
                        var plain = name == "responseSchema" ? GeminiSchemaReader.ToJsonSchema(schema) : schema.Clone();
                        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(plain);
                        options.AdditionalProperties = GeminiShape.NoteSchema(options.AdditionalProperties, name, schema.Clone());
                        break;
                    }
                }

                break;
        }
    }
}
