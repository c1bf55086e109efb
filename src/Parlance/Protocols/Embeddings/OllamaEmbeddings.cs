using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>Ollama's <c>/api/embed</c>. The older <c>/api/embeddings</c>, which takes one text, is read but not written.</summary>
/// <remarks>Source: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings; no limit is known.</remarks>
internal sealed class OllamaEmbeddings : EmbeddingWire
{
    public const string WireName = "ollama-embeddings";

    public override string Wire => WireName;

    public override int GetMaximumBatch(string model) => int.MaxValue;

    public override string GetPath(EmbeddingCall call) => "/api/embed";

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteString("model"u8, call.Model);
        WriteInputs(json, "input"u8, call.Inputs);
        WarnOfInputType(call);
        json.WriteOptional("dimensions"u8, call.Options.Dimensions);
    }
}
