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
        ReadGeneration(body.Open("generationConfig"), options);
        options.ServiceTier = body.TakeText("serviceTier");
        options.Metadata = body.TakeObject("labels");
        return options;
    }

    private static void ReadGeneration(RequestMembers generation, ChatOptions options)
    {
        options.Temperature = generation.TakeNumber("temperature");
        options.TopP = generation.TakeNumber("topP");
        options.TopK = generation.TakeCount("topK");
        options.MaxOutputTokens = generation.TakeCount("maxOutputTokens");
        options.Seed = generation.TakeInteger("seed");
        options.PresencePenalty = generation.TakeNumber("presencePenalty");
        options.FrequencyPenalty = generation.TakeNumber("frequencyPenalty");
        options.LogProbs = generation.TakeFlag("responseLogprobs");
        options.TopLogProbs = generation.TakeCount("logprobs");
        options.StopSequences = generation.TakeTexts("stopSequences");
        ReadFormat(generation, options);
        GeminiThinking.Read(generation.Open("thinkingConfig"), options);
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
