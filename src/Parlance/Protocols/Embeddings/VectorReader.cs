using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>One vector from the bytes of its JSON: an array of numbers, or base64 of 32-bit floats in little-endian order.</summary>
internal static class VectorReader
{
    /// <summary>Reads the array or string that the reader stands on.</summary>
    /// <exception cref="LlmException">It is neither.</exception>
    public static float[] Read(ReadOnlySpan<byte> body, scoped ref Utf8JsonReader reader)
    {
        var value = JsonSlice.Take(body, ref reader);
        return value.IsArray ? ReadNumbers(value.Bytes)
            : value.IsString ? ReadBase64(value)
            : throw Malformed("is neither an array of numbers nor base64");
    }

    private static float[] ReadNumbers(ReadOnlySpan<byte> json)
    {
        var vector = new float[json.Count((byte)',') + 1];
        var count = 0;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !float.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out vector[count++]))
            {
                throw Malformed("holds something that is no number");
            }
        }

        return count == vector.Length ? vector : [];
    }

    private static float[] ReadBase64(JsonSlice value)
    {
        // A slash may come escaped.
        var text = value.IsEscaped ? Encoding.UTF8.GetBytes(value.AsText()!) : value.Bytes;
        var rented = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        try
        {
            if (Base64.DecodeFromUtf8(text, rented, out _, out var length) != OperationStatus.Done || length % sizeof(float) != 0)
            {
                throw Malformed("is not base64 of 32-bit floats");
            }

            var vector = new float[length / sizeof(float)];
            rented.AsSpan(0, length).CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
            if (!BitConverter.IsLittleEndian)
            {
                var words = MemoryMarshal.Cast<float, int>(vector.AsSpan());
                System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(words, words);
            }

            return vector;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static LlmException Malformed(string how) => new(LlmErrorKind.MalformedResponse, $"A vector of the response {how}.") { StatusCode = 200 };
}
