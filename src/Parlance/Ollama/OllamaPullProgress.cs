namespace Parlance;

/// <summary>One step of a download.</summary>
/// <param name="Status">What the server is doing, in its own words: <c>pulling manifest</c>, …, <c>success</c>.</param>
/// <param name="Digest">The layer that is being fetched, null between layers.</param>
/// <param name="CompletedBytes">How much of the layer has come, null between layers.</param>
/// <param name="TotalBytes">How large the layer is, null between layers.</param>
public sealed record OllamaPullProgress(string Status, string? Digest, long? CompletedBytes, long? TotalBytes);
