using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// OpenAI's embeddings, which most hosts copy: <c>{model, input, dimensions}</c>. What differs between them is data: see
/// the properties, whose defaults are OpenAI's own.
/// </summary>
/// <remarks>Source: https://platform.openai.com/docs/api-reference/embeddings/create.</remarks>
public sealed class OpenAIEmbeddings : EmbeddingWire
{
    internal const string WireName = "embeddings";

    /// <inheritdoc />
    public override string Wire => WireName;

    /// <summary>
    /// The path below the base URL, with its query; <c>{model}</c> is replaced by the model's id. <c>/embeddings</c> by
    /// default.
    /// </summary>
    public string Path { get; init; } = "/embeddings";

    /// <summary>False where the model stands in the path and not in the body; true by default.</summary>
    public bool WritesModel { get; init; } = true;

    /// <summary>The member that sets the size of the vectors; <c>dimensions</c> by default.</summary>
    public string DimensionsMember { get; init; } = "dimensions";

    /// <summary>
    /// The member that says what the texts are for; null, the default, where the host takes none, and a purpose is a
    /// warning.
    /// </summary>
    public string? InputTypeMember { get; init; }

    /// <summary>The host's word for a text that is searched for; <c>query</c> by default.</summary>
    public string QueryType { get; init; } = "query";

    /// <summary>The host's word for a text that is found; <c>document</c> by default.</summary>
    public string DocumentType { get; init; } = "document";

    /// <summary>How many texts a request may hold: 1 or more; 2,048 by default, as OpenAI documents.</summary>
    public int MaximumBatch { get; init; } = 2048;

    /// <summary>
    /// What vectors that come as base64 are packed into where the call asks for nothing else; 32-bit floats by default.
    /// </summary>
    public VectorEncoding Encoding { get; init; }

    /// <inheritdoc />
    public override int GetMaximumBatch(string model) => MaximumBatch;

    /// <inheritdoc />
    public override string GetPath(EmbeddingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Path.Replace("{model}", Uri.EscapeDataString(call.Model), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The caller may ask for a format by name. <c>base64</c> alone says nothing of its own; the others are those of
    /// https://docs.perplexity.ai/docs/embeddings/best-practices.
    /// </remarks>
    public override VectorEncoding GetEncoding(EmbeddingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Options.ExtraBody.Member("encoding_format"u8).AsText() switch
        {
            "base64_int8" => VectorEncoding.SignedBytes,
            "base64_binary" => VectorEncoding.Bits,
            _ => Encoding,
        };
    }

    /// <inheritdoc />
    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(call);
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
