using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What <see cref="UsageDetails"/> lacks, in its <see cref="UsageDetails.AdditionalCounts"/>.</summary>
public static class UsageDetailsExtensions
{
    private const string CacheWrite5mKey = "parlance.cacheWrite5m";
    private const string CacheWrite1hKey = "parlance.cacheWrite1h";
    private const string UncachedKey = "parlance.uncachedInput";

    extension(UsageDetails usage)
    {
        /// <summary>Input tokens written to a prompt cache of any lifetime, null where none were reported.</summary>
        public long? CacheWriteTokenCount => usage.ToTokenUsage().CacheWriteTokens;

        /// <summary>Input tokens charged at the full rate, null where the input was not reported.</summary>
        public long? UncachedInputTokenCount => usage.ToTokenUsage().UncachedInputTokens;

        /// <summary>
        /// The disjoint buckets. Of a usage that another library made, the cached tokens are taken to be a part of the
        /// input, as <see cref="UsageDetails.CachedInputTokenCount"/> says.
        /// </summary>
        public TokenUsage ToTokenUsage()
        {
            var write5m = Get(usage, CacheWrite5mKey);
            var write1h = Get(usage, CacheWrite1hKey);
            return new TokenUsage
            {
                UncachedInputTokens = Get(usage, UncachedKey) ?? (write5m is null && write1h is null && usage.InputTokenCount is { } input
                    ? Math.Max(0, input - (usage.CachedInputTokenCount ?? 0))
                    : null),
                CacheReadTokens = usage.CachedInputTokenCount,
                CacheWrite5mTokens = write5m,
                CacheWrite1hTokens = write1h,
                OutputTokens = usage.OutputTokenCount,
                ReasoningTokens = usage.ReasoningTokenCount,
            };
        }
    }

    extension(TokenUsage usage)
    {
        /// <summary>The usage in the vocabulary of Microsoft.Extensions.AI, whose input includes the cached tokens.</summary>
        public UsageDetails ToUsageDetails()
        {
            var details = new UsageDetails
            {
                InputTokenCount = usage.InputTokens,
                OutputTokenCount = usage.OutputTokens,
                TotalTokenCount = usage.TotalTokens,
                CachedInputTokenCount = usage.CacheReadTokens,
                ReasoningTokenCount = usage.ReasoningTokens,
            };
            Set(details, UncachedKey, usage.UncachedInputTokens);
            Set(details, CacheWrite5mKey, usage.CacheWrite5mTokens);
            Set(details, CacheWrite1hKey, usage.CacheWrite1hTokens);
            return details;
        }
    }

    private static long? Get(UsageDetails usage, string key) =>
        usage.AdditionalCounts is { } counts && counts.TryGetValue(key, out var count) ? count : null;

    private static void Set(UsageDetails usage, string key, long? value)
    {
        if (value is { } count)
        {
            (usage.AdditionalCounts ??= [])[key] = count;
        }
    }
}
