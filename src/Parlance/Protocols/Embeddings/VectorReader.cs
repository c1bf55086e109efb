using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>One vector from the bytes of its JSON: an array of numbers, or base64 of what the wire packs them into.</summary>
internal static class VectorReader
{
    /// <summary>Reads the array or string that the reader stands on.</summary>
    /// <exception cref="LlmException">It is neither.</exception>
    public static float[] Read(ReadOnlySpan<byte> body, scoped ref Utf8JsonReader reader, VectorEncoding encoding)
    {
        var value = JsonSlice.Take(body, ref reader);
        return value.IsArray ? ReadNumbers(value.Bytes)
            : value.IsString ? ReadBase64(value, encoding)
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

    private static float[] ReadBase64(JsonSlice value, VectorEncoding encoding)
    {
        // A slash may come escaped.
        var text = value.IsEscaped ? Encoding.UTF8.GetBytes(value.AsText()!) : value.Bytes;
        var rented = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        try
        {
            return Base64.DecodeFromUtf8(text, rented, out _, out var length) == OperationStatus.Done
                ? Unpack(rented.AsSpan(0, length), encoding)
                : throw Malformed("is not base64");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static float[] Unpack(ReadOnlySpan<byte> bytes, VectorEncoding encoding)
    {
        switch (encoding)
        {
            case VectorEncoding.SignedBytes:
                var numbers = new float[bytes.Length];
                for (var index = 0; index < numbers.Length; index++)
                {
                    numbers[index] = (sbyte)bytes[index];
                }

                return numbers;
            case VectorEncoding.Bits:
                var bits = new float[bytes.Length * 8];
                for (var index = 0; index < bits.Length; index++)
                {
                    bits[index] = (bytes[index / 8] >> (index % 8)) & 1;
                }

                return bits;
            default:
                return UnpackFloats(bytes);
        }
    }

    private static float[] UnpackFloats(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(float) != 0)
        {
            throw Malformed("is not base64 of 32-bit floats");
        }

        var vector = new float[bytes.Length / sizeof(float)];
        bytes.CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            var words = MemoryMarshal.Cast<float, int>(vector.AsSpan());
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(words, words);
        }

        return vector;
    }

    private static LlmException Malformed(string how) => new(LlmErrorKind.MalformedResponse, $"A vector of the response {how}.") { StatusCode = 200 };
}
