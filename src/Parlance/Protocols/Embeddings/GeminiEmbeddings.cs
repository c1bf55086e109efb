using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols.Gemini;

namespace Parlance.Protocols.Embeddings;

/// <summary>Gemini's embeddings: always as a batch, which one text is too.</summary>
/// <remarks>
/// Source: https://ai.google.dev/api/embeddings and recorded requests. At most 100 in a batch:
/// https://github.com/lancedb/lancedb/pull/3618, where Google says so.
/// </remarks>
internal sealed class GeminiEmbeddings : EmbeddingWire
{
    public const string WireName = "gemini-embeddings";

    public override string Wire => WireName;

    public override int GetMaximumBatch(string model) => 100;

    public override string GetPath(EmbeddingCall call) => GeminiPath.Of("/models/{model}:batchEmbedContents", call.Model);

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteStartArray("requests"u8);
        foreach (var input in call.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, GeminiPath.Resource + GeminiPath.NameOf(call.Model));
            WriteContent(json, input);
            if (call.Options.InputType is { } type)
            {
                json.WriteString("taskType"u8, SpellTask(type));
            }

            json.WriteOptional("outputDimensionality"u8, call.Options.Dimensions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteContent(Utf8JsonWriter json, string input)
    {
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, input);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static string SpellTask(string type) => Spell(type, "RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT");
}
