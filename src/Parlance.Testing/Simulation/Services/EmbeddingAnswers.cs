using System.Text.Json;
using Parlance.Json;
using static Parlance.Testing.EmbeddingJson;

namespace Parlance.Testing;

/// <summary>Embeddings in the shapes of the wires that ask for them.</summary>
internal static class EmbeddingAnswers
{
    /// <summary>OpenAI's shape, which most hosts copy.</summary>
    public static SimulatedReply OpenAI(SimulatedQuestion question)
    {
        var texts = ReadTexts(question.Body.Member("input"u8), "input");
        var vectors = Embed(texts, question.Body.Member("dimensions"u8));
        var isBase64 = question.Body.TryGetText("encoding_format"u8, out var format) && format == "base64";
        return SimulatedReply.Object(json =>
        {
            json.WriteString("object"u8, "list");
            json.WriteStartArray("data"u8);
            for (var index = 0; index < vectors.Count; index++)
            {
                json.WriteStartObject();
                json.WriteString("object"u8, "embedding");
                json.WriteNumber("index"u8, index);
                json.WritePropertyName("embedding"u8);
                WriteVector(json, vectors[index], isBase64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model"u8, question.Model);
            json.WriteStartObject("usage"u8);
            json.WriteNumber("prompt_tokens"u8, Count(texts));
            json.WriteNumber("total_tokens"u8, Count(texts));
            json.WriteEndObject();
        });
    }

    /// <summary>Gemini's batch.</summary>
    public static SimulatedReply GeminiBatch(SimulatedQuestion question)
    {
        var requests = ReadItems(question.Body.Member("requests"u8), "requests");
        return SimulatedReply.Object(json =>
        {
            json.WriteStartArray("embeddings"u8);
            foreach (var request in requests)
            {
                WriteValues(json, EmbedContent(request));
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Gemini's single text.</summary>
    public static SimulatedReply Gemini(SimulatedQuestion question) => SimulatedReply.Object(json =>
    {
        json.WritePropertyName("embedding"u8);
        WriteValues(json, EmbedContent(question.Body));
    });

    /// <summary>Vertex AI's predictions.</summary>
    public static SimulatedReply Vertex(SimulatedQuestion question)
    {
        var texts = ReadItems(question.Body.Member("instances"u8), "instances").Select(instance => instance.Member("content"u8).AsText() ?? "").ToList();
        var vectors = Embed(texts, question.Body.Member("parameters"u8).Member("outputDimensionality"u8));
        return SimulatedReply.Object(json =>
        {
            json.WriteStartArray("predictions"u8);
            for (var index = 0; index < vectors.Count; index++)
            {
                json.WriteStartObject();
                json.WriteStartObject("embeddings"u8);
                json.WritePropertyName("values"u8);
                WriteVector(json, vectors[index]);
                json.WriteStartObject("statistics"u8);
                json.WriteNumber("token_count"u8, SimulatedTokens.Count(texts[index]));
                json.WriteBoolean("truncated"u8, false);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Cohere's second version, in floats.</summary>
    public static SimulatedReply Cohere(SimulatedQuestion question)
    {
        var texts = ReadTexts(question.Body.Member("texts"u8), "texts");
        var vectors = Embed(texts, question.Body.Member("output_dimension"u8));
        return SimulatedReply.Object(json =>
        {
            json.WriteString("id"u8, "sim-embeddings");
            json.WriteStartObject("embeddings"u8);
            json.WritePropertyName("float"u8);
            WriteVectors(json, vectors);
            json.WriteEndObject();
            json.WriteStartArray("texts"u8);
            texts.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteStartObject("meta"u8);
            json.WriteStartObject("billed_units"u8);
            json.WriteNumber("input_tokens"u8, Count(texts));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("response_type"u8, "embeddings_by_type");
        });
    }

    /// <summary>Ollama's <c>/api/embed</c>.</summary>
    public static SimulatedReply Ollama(SimulatedQuestion question)
    {
        var texts = ReadTexts(question.Body.Member("input"u8), "input");
        var vectors = Embed(texts, question.Body.Member("dimensions"u8));
        return SimulatedReply.Object(json =>
        {
            json.WriteString("model"u8, question.Model);
            json.WritePropertyName("embeddings"u8);
            WriteVectors(json, vectors);
            json.WriteNumber("total_duration"u8, 1);
            json.WriteNumber("load_duration"u8, 1);
            json.WriteNumber("prompt_eval_count"u8, Count(texts));
        });
    }

    /// <summary>Ollama's older <c>/api/embeddings</c>, of one text.</summary>
    public static SimulatedReply OllamaPrompt(SimulatedQuestion question) => SimulatedReply.Object(json =>
    {
        json.WritePropertyName("embedding"u8);
        WriteVector(json, SimulatedEmbedding.Create(question.Body.Member("prompt"u8).AsText() ?? "", SimulatedEmbedding.DefaultDimensions));
    });

    private static float[] EmbedContent(JsonElement request)
    {
        var parts = ReadItems(request.Member("content"u8).Member("parts"u8), "content.parts");
        return Embed([string.Concat(parts.Select(part => part.Member("text"u8).AsText()))], request.Member("outputDimensionality"u8))[0];
    }
}
