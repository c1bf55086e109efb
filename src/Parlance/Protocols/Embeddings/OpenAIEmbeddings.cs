using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// OpenAI's embeddings, which most hosts copy. What differs between them is data: see the properties.
/// </summary>
/// <remarks>Source: https://platform.openai.com/docs/api-reference/embeddings/create.</remarks>
internal sealed class OpenAIEmbeddings : EmbeddingWire
{
    public const string WireName = "embeddings";

    public override string Wire => WireName;

    /// <summary>The path; <c>{model}</c> is replaced by the model's id.</summary>
    public string Path { get; init; } = "/embeddings";

    /// <summary>False where the model stands in the path and not in the body.</summary>
    public bool WritesModel { get; init; } = true;

    /// <summary>The member that sets the size of the vectors.</summary>
    public string DimensionsMember { get; init; } = "dimensions";

    /// <summary>The member that says what the texts are for, null where the host takes none.</summary>
    public string? InputTypeMember { get; init; }

    /// <summary>The host's word for a text that is searched for.</summary>
    public string QueryType { get; init; } = "query";

    /// <summary>The host's word for a text that is found.</summary>
    public string DocumentType { get; init; } = "document";

    /// <summary>How many texts a request may hold; OpenAI documents 2,048.</summary>
    public int MaximumBatch { get; init; } = 2048;

    /// <summary>What vectors are packed into where the call asks for nothing else.</summary>
    public VectorEncoding Encoding { get; init; }

    public override int GetMaximumBatch(string model) => MaximumBatch;

    public override string GetPath(EmbeddingCall call) => Path.Replace("{model}", Uri.EscapeDataString(call.Model), StringComparison.Ordinal);

    /// <summary>
    /// The caller may ask for a format by name. <c>base64</c> alone says nothing of its own; the others are those of
    /// https://docs.perplexity.ai/docs/embeddings/best-practices.
    /// </summary>
    internal override VectorEncoding GetEncoding(EmbeddingCall call) => call.Options.ExtraBody.Member("encoding_format"u8).AsText() switch
    {
        "base64_int8" => VectorEncoding.SignedBytes,
        "base64_binary" => VectorEncoding.Bits,
        _ => Encoding,
    };

    private protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        if (WritesModel)
        {
            json.WriteString("model"u8, call.Model);
        }

        WriteInputs(json, "input"u8, call.Inputs);
        if (call.Options.Dimensions is { } dimensions)
        {
            json.WriteNumber(DimensionsMember, dimensions);
        }

        if (InputTypeMember is null)
        {
            WarnOfInputType(call);
        }
        else if (call.Options.InputType is { } type)
        {
            json.WriteString(InputTypeMember, Spell(type, QueryType, DocumentType));
        }
    }
}
