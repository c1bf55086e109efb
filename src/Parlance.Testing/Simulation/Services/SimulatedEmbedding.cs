using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Testing;

/// <summary>
/// The simulated model's vector of a text: every word turns it a little into a direction of its own, so that texts with
/// words in common lie close together. Of length 1, and the same for the same text on every machine.
/// </summary>
internal static class SimulatedEmbedding
{
    /// <summary>How long a vector is where nobody asks for another length.</summary>
    public const int DefaultDimensions = 256;

    /// <summary>The longest vector that is made: twice that of the largest real models.</summary>
    public const int MaximumDimensions = 8192;

    public static float[] Create(string text, int dimensions)
    {
        var vector = new float[dimensions];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var word in SimulatedTokens.Split(text).Select(token => token.Trim().ToUpperInvariant()).Where(word => word.Length > 0).DefaultIfEmpty(""))
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(word), hash);
            for (var index = 0; index < hash.Length; index += sizeof(uint))
            {
                var place = BinaryPrimitives.ReadUInt32LittleEndian(hash[index..]);
                vector[(place >> 1) % (uint)dimensions] += (place & 1) == 0 ? 1 : -1;
            }
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        if (length == 0)
        {
            // Every word was taken back by another: any direction is as good.
            vector[0] = length = 1;
        }

        for (var index = 0; index < vector.Length; index++)
        {
            vector[index] /= length;
        }

        return vector;
    }
}
