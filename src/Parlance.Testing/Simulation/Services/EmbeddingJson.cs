using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>What the shapes of embeddings share: the texts that are asked for, and vectors as JSON.</summary>
internal static class EmbeddingJson
{
    public static List<float[]> Embed(IEnumerable<string> texts, JsonElement dimensions)
    {
        var length = dimensions.ValueKind == JsonValueKind.Undefined ? SimulatedEmbedding.DefaultDimensions
            : dimensions.ValueKind == JsonValueKind.Number && dimensions.TryGetInt32(out var asked) && asked is > 0 and <= SimulatedEmbedding.MaximumDimensions ? asked
            : throw new LlmException(LlmErrorKind.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"The simulator makes vectors of 1 to {SimulatedEmbedding.MaximumDimensions} dimensions."));
        return [.. texts.Select(text => SimulatedEmbedding.Create(text, length))];
    }

    public static List<string> ReadTexts(JsonElement value, string member) => value.ValueKind == JsonValueKind.String
        ? [value.AsText()!]
        : [.. ReadItems(value, member).Select(item => item.AsText() ?? throw Missing(member))];

    public static List<JsonElement> ReadItems(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? [.. value.EnumerateArray()] : throw Missing(member);

    private static LlmException Missing(string member) => new(LlmErrorKind.InvalidRequest, $"The simulator embeds texts, and '{member}' holds none.");

    public static int Count(IEnumerable<string> texts) => texts.Sum(SimulatedTokens.Count);

    public static void WriteValues(Utf8JsonWriter json, float[] vector)
    {
        json.WriteStartObject();
        json.WritePropertyName("values"u8);
        WriteVector(json, vector);
        json.WriteEndObject();
    }

    public static void WriteVectors(Utf8JsonWriter json, IEnumerable<float[]> vectors)
    {
        json.WriteStartArray();
        foreach (var vector in vectors)
        {
            WriteVector(json, vector);
        }

        json.WriteEndArray();
    }

    public static void WriteVector(Utf8JsonWriter json, float[] vector, bool isBase64 = false)
    {
        if (isBase64)
        {
            var bytes = new byte[vector.Length * sizeof(float)];
            for (var index = 0; index < vector.Length; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
            }

            json.WriteBase64StringValue(bytes);
            return;
        }

        json.WriteStartArray();
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
