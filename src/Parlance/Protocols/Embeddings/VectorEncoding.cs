namespace Parlance.Protocols.Embeddings;

/// <summary>What a vector that comes as base64 is packed into.</summary>
public enum VectorEncoding
{
    /// <summary>32-bit floats in little-endian order, as OpenAI packs them.</summary>
    Floats,

    /// <summary>One signed byte for each dimension.</summary>
    SignedBytes,

    /// <summary>One bit for each dimension, the lowest of a byte first; each becomes 0 or 1.</summary>
    Bits,
}
