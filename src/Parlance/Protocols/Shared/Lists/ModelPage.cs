namespace Parlance.Protocols;

/// <summary>One page of a provider's list of models.</summary>
/// <param name="Models">The models in the provider's order.</param>
/// <param name="NextPath">The path below the base URL that the next page comes from, null after the last one.</param>
public sealed record ModelPage(IReadOnlyList<ModelInfo> Models, string? NextPath = null);
