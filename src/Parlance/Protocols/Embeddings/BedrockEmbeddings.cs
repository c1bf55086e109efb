using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// Embeddings through Bedrock's <c>invoke</c>: the body is each maker's own, told by the model's id.
/// </summary>
/// <remarks>
/// Source: recorded requests, and for Cohere's 96 texts
/// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html.
/// </remarks>
internal sealed class BedrockEmbeddings : EmbeddingWire
{
    public const string WireName = "bedrock-embeddings";

    private enum Maker
    {
        Titan,
        Nova,
        Cohere,
    }

    public override string Wire => WireName;

    public override string InputTokensHeader => "x-amzn-bedrock-input-token-count";

    public override int GetMaximumBatch(string model) => MakerOf(model) == Maker.Cohere ? CohereEmbeddings.MaximumBatch : 1;

    public override string GetPath(EmbeddingCall call) => $"/model/{Uri.EscapeDataString(call.Model)}/invoke";

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        switch (MakerOf(call.Model))
        {
            case Maker.Cohere:
                CohereEmbeddings.WriteTexts(json, call);
                json.WriteOptional("output_dimension"u8, call.Options.Dimensions);
                break;
            case Maker.Nova:
                WriteNova(json, call);
                break;
            default:
                json.WriteString("inputText"u8, call.Inputs[0]);
                WarnOfInputType(call);
                WriteTitanDimensions(json, call);
                break;
        }
    }

    /// <summary>The first version has one size, and refuses to be asked for it.</summary>
    private void WriteTitanDimensions(Utf8JsonWriter json, EmbeddingCall call)
    {
        if (call.Model.Contains("titan-embed-text-v1", StringComparison.Ordinal))
        {
            WarnOfDimensions(call);
        }
        else
        {
            json.WriteOptional("dimensions"u8, call.Options.Dimensions);
        }
    }

    private static void WriteNova(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteString("taskType"u8, "SINGLE_EMBEDDING");
        json.WriteStartObject("singleEmbeddingParams"u8);
        json.WriteString("embeddingPurpose"u8, Spell(call.Options.InputType ?? "document", "GENERIC_RETRIEVAL", "GENERIC_INDEX"));
        json.WriteOptional("embeddingDimension"u8, call.Options.Dimensions);
        json.WriteStartObject("text"u8);

        // A text that is too long is an error, as elsewhere, and not half a text.
        json.WriteString("truncationMode"u8, "NONE");
        json.WriteString("value"u8, call.Inputs[0]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Maker MakerOf(string model) =>
        model.Contains("cohere.", StringComparison.Ordinal) ? Maker.Cohere
        : model.Contains("nova-", StringComparison.Ordinal) ? Maker.Nova
        : Maker.Titan;
}
