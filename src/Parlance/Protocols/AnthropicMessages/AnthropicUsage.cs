using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The wire's usage to disjoint buckets. Its input count leaves the cache out already. A stream reports at its start by
/// lifetime of the cache and at its end by the sum alone, so the lifetimes are remembered.
/// </summary>
internal sealed class AnthropicUsage
{
    private long? _write1h;

    public TokenUsage Read(in JsonSlice usage)
    {
        var total = usage.Member("cache_creation_input_tokens"u8).AsCount();
        var lifetimes = usage.Member("cache_creation"u8);
        var write5m = lifetimes.Member("ephemeral_5m_input_tokens"u8).AsCount();
        var write1h = lifetimes.Member("ephemeral_1h_input_tokens"u8).AsCount();
        _write1h = write1h ?? _write1h;
        return new TokenUsage
        {
            UncachedInputTokens = usage.Member("input_tokens"u8).AsCount(),
            CacheReadTokens = usage.Member("cache_read_input_tokens"u8).AsCount(),
            CacheWrite5mTokens = total is { } all ? Math.Max(0, all - (_write1h ?? 0)) : write5m,
            CacheWrite1hTokens = write1h,
            OutputTokens = usage.Member("output_tokens"u8).AsCount(),
            ReasoningTokens = usage.Member("output_tokens_details"u8).Member("thinking_tokens"u8).AsCount(),
        };
    }
}
