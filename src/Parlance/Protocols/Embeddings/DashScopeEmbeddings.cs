using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>DashScope's own embeddings. The other interface of the same host copies OpenAI's.</summary>
/// <remarks>
/// Source: recorded requests, and https://help.aliyun.com/document_detail/2712512.html: 25 texts in a request of the first
/// two versions. Of later ones the page has said 6, 20 and nothing, and the host itself says 10
/// (https://github.com/memodb-io/memobase/issues/142).
/// </remarks>
internal sealed class DashScopeEmbeddings : EmbeddingWire
{
    public const string WireName = "dashscope-embeddings";

    public override string Wire => WireName;

    public override int GetMaximumBatch(string model) => MaximumBatch(model);

    public override string GetPath(EmbeddingCall call) => "/services/embeddings/text-embedding/text-embedding";

    internal static int MaximumBatch(string model) =>
        model.EndsWith("-v1", StringComparison.Ordinal) || model.EndsWith("-v2", StringComparison.Ordinal) ? 25 : 10;

    protected override void WriteMembers(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteString("model"u8, call.Model);
        json.WriteStartObject("input"u8);
        WriteInputs(json, "texts"u8, call.Inputs);
        json.WriteEndObject();
        json.WriteStartObject("parameters"u8);
        if (call.Options.InputType is { } type)
        {
            json.WriteString("text_type"u8, type);
        }

        json.WriteOptional("dimension"u8, call.Options.Dimensions);
        json.WriteEndObject();
    }
}
