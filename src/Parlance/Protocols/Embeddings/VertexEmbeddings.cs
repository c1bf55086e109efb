using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// Vertex AI's embeddings: <c>:predict</c>, and <c>:embedContent</c> for the models that came after it.
/// </summary>
/// <remarks>
/// Source: https://cloud.google.com/vertex-ai/generative-ai/docs/embeddings/get-text-embeddings: 250 texts in a request,
/// gemini-embedding-001 one. <c>:embedContent</c> as recorded.
/// </remarks>
internal sealed class VertexEmbeddings : EmbeddingWire
{
    public const string WireName = "vertex-embeddings";

    public override string Wire => WireName;

    public override int GetMaximumBatch(string model) => model.StartsWith("gemini-embedding", StringComparison.OrdinalIgnoreCase) ? 1 : 250;

    public override string GetPath(EmbeddingCall call) =>
        $"/publishers/google/models/{Uri.EscapeDataString(call.Model)}:{(EmbedsContent(call.Model) ? "embedContent" : "predict")}";

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        if (EmbedsContent(call.Model))
        {
            GeminiEmbeddings.WriteContent(json, call.Inputs[0]);
            WarnOfInputType(call);
            json.WriteOptional("outputDimensionality"u8, call.Options.Dimensions);
            return;
        }

        json.WriteStartArray("instances"u8);
        foreach (var input in call.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("content"u8, input);
            if (call.Options.InputType is { } type)
            {
                json.WriteString("task_type"u8, GeminiEmbeddings.SpellTask(type));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (call.Options.Dimensions is not null)
        {
            json.WriteStartObject("parameters"u8);
            json.WriteOptional("outputDimensionality"u8, call.Options.Dimensions);
            json.WriteEndObject();
        }
    }

    /// <summary>From its second generation on the model is told its task in the text and has no <c>:predict</c>.</summary>
    private static bool EmbedsContent(string model) =>
        model.StartsWith("gemini-embedding-", StringComparison.OrdinalIgnoreCase) && !model.StartsWith("gemini-embedding-001", StringComparison.OrdinalIgnoreCase);
}
