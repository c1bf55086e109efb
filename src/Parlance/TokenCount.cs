namespace Parlance;

/// <summary>How many tokens a request is.</summary>
/// <param name="Tokens">The tokens of messages, system text and tools together.</param>
/// <param name="IsExact">True where the provider counted, false for an estimate.</param>
public sealed record TokenCount(long Tokens, bool IsExact);
