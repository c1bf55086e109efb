using System.Text.Json;
using Parlance.Protocols.Embeddings;

namespace EchoAI;

/// <summary>EchoAI's embeddings: <c>POST /api/embed</c>, a request of <c>{model, texts}</c>, an answer of <c>{embeddings: [[…]]}</c>.</summary>
public sealed class EchoAIEmbeddings : EmbeddingWire
{
    /// <inheritdoc />
    public override string Wire => "echoai-embeddings";

    /// <inheritdoc />
    public override int GetMaximumBatch(string model) => 16;

    /// <inheritdoc />
    public override string GetPath(EmbeddingCall call) => "/api/embed";

    /// <inheritdoc />
    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteString("model", call.Model);
        WriteInputs(json, "texts"u8, call.Inputs);
        WarnOfInputType(call);
        WarnOfDimensions(call);
    }
}
