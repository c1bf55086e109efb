using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The wire's usage to disjoint buckets: its input count leaves the cache out already. The counts of the cache come under
/// two names, of which the documentation keeps the shorter; writes are told apart by lifetime in <c>cacheDetails</c>.
/// </summary>
internal static class ConverseUsage
{
    public static TokenUsage Read(in JsonSlice usage)
    {
        long? written1h = null;
        foreach (var detail in usage.Member("cacheDetails"u8).Elements())
        {
            if (detail.Member("ttl"u8).Bytes.SequenceEqual("1h"u8) && detail.Member("inputTokens"u8).AsCount() is { } count)
            {
                written1h = (written1h ?? 0) + count;
            }
        }

        var written = usage.Member("cacheWriteInputTokens"u8).AsCount() ?? usage.Member("cacheWriteInputTokenCount"u8).AsCount();
        return new TokenUsage
        {
            UncachedInputTokens = usage.Member("inputTokens"u8).AsCount(),
            CacheReadTokens = usage.Member("cacheReadInputTokens"u8).AsCount() ?? usage.Member("cacheReadInputTokenCount"u8).AsCount(),
            CacheWrite5mTokens = written is { } all ? Math.Max(0, all - (written1h ?? 0)) : null,
            CacheWrite1hTokens = written1h,
            OutputTokens = usage.Member("outputTokens"u8).AsCount(),
        };
    }
}
