using System.Text.Json;
using Parlance;
using Parlance.Protocols.Embeddings;

namespace Outside.Embeddings;

/// <summary>A third party's wire of embeddings: its own words for everything, and its own answer.</summary>
internal sealed class HouseEmbeddings : EmbeddingWire
{
    public override string Wire => "house-embeddings";

    public override int GetMaximumBatch(string model) => 2;

    public override string GetPath(EmbeddingCall call) => $"/vectors/{Uri.EscapeDataString(call.Model)}";

    public override EmbeddingPage ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        var answer = JsonElement.Parse(body);
        return new EmbeddingPage
        {
            Vectors = [.. answer.GetProperty("rows").EnumerateArray().Select(row => (ReadOnlyMemory<float>)row.EnumerateArray().Select(number => number.GetSingle()).ToArray())],
            Model = "house-1",
            InputTokens = answer.GetProperty("paid").GetInt64(),
        };
    }

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        WriteInputs(json, "sentences"u8, call.Inputs);
        json.WriteString("for"u8, Spell(call.Options.InputType ?? "document", "question", "answer"));
        WarnOfDimensions(call);
    }
}

/// <summary>A third party's wire that answers as others do, packed its own way.</summary>
internal sealed class PackedEmbeddings : EmbeddingWire
{
    public override string Wire => "packed-embeddings";

    public override VectorEncoding GetEncoding(EmbeddingCall call) => VectorEncoding.SignedBytes;

    public override int GetMaximumBatch(string model) => 8;

    public override string GetPath(EmbeddingCall call) => "/packed";

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        WriteInputs(json, "input"u8, call.Inputs);
        WarnOfInputType(call);
    }
}
