namespace Parlance.Protocols.Embeddings;

/// <summary>What one response of embeddings holds.</summary>
public sealed record EmbeddingPage
{
    /// <summary>The vectors, one for each text of the call and in the order of the texts.</summary>
    public required IReadOnlyList<ReadOnlyMemory<float>> Vectors { get; init; }

    /// <summary>The model's name in the response, null where it has none.</summary>
    public string? Model { get; init; }

    /// <summary>How many tokens the texts of this call were, null where the response does not say.</summary>
    public long? InputTokens { get; init; }
}
