namespace Parlance.Protocols.Embeddings;

/// <summary>What one response holds.</summary>
/// <param name="Vectors">The vectors, in the order of the texts.</param>
/// <param name="Model">The model's name in the response, null where it has none.</param>
/// <param name="InputTokens">How many tokens the texts were, null where the response does not say.</param>
internal sealed record EmbeddingPage(IReadOnlyList<float[]> Vectors, string? Model, long? InputTokens);
