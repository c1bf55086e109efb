using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// Cohere's second version. It requires a purpose and the kinds of number that are wanted; a call that names no purpose
/// embeds documents.
/// </summary>
/// <remarks>
/// Source: https://docs.cohere.com/reference/embed and recorded requests. At most 96 texts in a request: so says
/// https://reference.langchain.com/javascript/langchain-cohere/CohereEmbeddings, and Bedrock of the same models.
/// </remarks>
internal sealed class CohereEmbeddings : EmbeddingWire
{
    public const string WireName = "cohere-embeddings";
    public const int MaximumBatch = 96;

    public override string Wire => WireName;

    public override int GetMaximumBatch(string model) => MaximumBatch;

    public override string GetPath(EmbeddingCall call) => "/v2/embed";

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteString("model"u8, call.Model);
        WriteTexts(json, call);
        if (call.Options.ExtraBody.Member("embedding_types"u8).ValueKind == JsonValueKind.Undefined)
        {
            WriteInputs(json, "embedding_types"u8, ["float"]);
        }

        json.WriteOptional("output_dimension"u8, call.Options.Dimensions);
    }

    /// <summary>What another host of the same models takes too.</summary>
    internal static void WriteTexts(Utf8JsonWriter json, EmbeddingCall call)
    {
        WriteInputs(json, "texts"u8, call.Inputs);
        json.WriteString("input_type"u8, Spell(call.Options.InputType ?? "document", "search_query", "search_document"));
    }
}
