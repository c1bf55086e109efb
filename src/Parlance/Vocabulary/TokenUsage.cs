namespace Parlance;

/// <summary>
/// What one response consumed, in tokens. The buckets of the input are disjoint: their sum is the whole input, whatever
/// the provider's own arithmetic. A count that the provider did not report is null, never 0.
/// </summary>
public readonly record struct TokenUsage
{
    /// <summary>Input tokens charged at the full rate: neither read from nor written to a prompt cache.</summary>
    public long? UncachedInputTokens { get; init; }

    /// <summary>Input tokens read from a prompt cache.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>
    /// Input tokens written to a prompt cache that lives five minutes, the default of every provider that charges for
    /// writes; writes whose lifetime the provider does not state are counted here too.
    /// </summary>
    public long? CacheWrite5mTokens { get; init; }

    /// <summary>Input tokens written to a prompt cache that lives one hour.</summary>
    public long? CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The part of <see cref="OutputTokens"/> that the model spent on reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Input tokens written to any prompt cache: the sum of both lifetimes.</summary>
    public long? CacheWriteTokens => Sum(CacheWrite5mTokens, CacheWrite1hTokens);

    /// <summary>The whole input: the sum of the disjoint buckets.</summary>
    public long? InputTokens => Sum(Sum(UncachedInputTokens, CacheReadTokens), CacheWriteTokens);

    /// <summary>Input and output together.</summary>
    public long? TotalTokens => Sum(InputTokens, OutputTokens);

    /// <summary>True where no count was reported at all.</summary>
    public bool IsEmpty => this == default;

    /// <summary>
    /// Makes disjoint buckets from a provider whose input count includes what its cache served or stored. A cached count
    /// beyond the input leaves 0 uncached tokens, never a negative count.
    /// </summary>
    /// <param name="input">All input tokens, cached ones included.</param>
    /// <param name="cacheRead">The part that was read from a cache.</param>
    /// <param name="cacheWrite">The part that was written to a cache.</param>
    /// <param name="output">Output tokens, reasoning included.</param>
    /// <param name="reasoning">The part of the output that is reasoning.</param>
    public static TokenUsage FromInclusiveInput(long? input, long? cacheRead, long? cacheWrite, long? output, long? reasoning) =>
        new()
        {
            UncachedInputTokens = input is { } all ? Math.Max(0, all - (cacheRead ?? 0) - (cacheWrite ?? 0)) : null,
            CacheReadTokens = cacheRead,
            CacheWrite5mTokens = cacheWrite,
            OutputTokens = output,
            ReasoningTokens = reasoning,
        };

    /// <summary>Takes every count that the newer report states and keeps the others: streams report usage in pieces.</summary>
    /// <param name="newer">The later report.</param>
    public TokenUsage MergeWith(in TokenUsage newer) => new()
    {
        UncachedInputTokens = newer.UncachedInputTokens ?? UncachedInputTokens,
        CacheReadTokens = newer.CacheReadTokens ?? CacheReadTokens,
        CacheWrite5mTokens = newer.CacheWrite5mTokens ?? CacheWrite5mTokens,
        CacheWrite1hTokens = newer.CacheWrite1hTokens ?? CacheWrite1hTokens,
        OutputTokens = newer.OutputTokens ?? OutputTokens,
        ReasoningTokens = newer.ReasoningTokens ?? ReasoningTokens,
    };

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);
}
