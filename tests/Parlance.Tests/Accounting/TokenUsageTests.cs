using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Accounting;

public sealed class TokenUsageTests
{
    [Fact]
    public void Buckets_are_disjoint_and_sum_up()
    {
        var usage = TokenUsage.FromInclusiveInput(100, 30, 20, 50, 10);

        usage.UncachedInputTokens.ShouldBe(50);
        usage.InputTokens.ShouldBe(100);
        usage.TotalTokens.ShouldBe(150);
        usage.CacheWriteTokens.ShouldBe(20);
    }

    [Fact]
    public void A_cache_larger_than_the_input_leaves_no_negative_count() =>
        TokenUsage.FromInclusiveInput(10, 30, null, null, null).UncachedInputTokens.ShouldBe(0);

    [Fact]
    public void What_was_not_reported_stays_unknown()
    {
        default(TokenUsage).IsEmpty.ShouldBeTrue();
        default(TokenUsage).TotalTokens.ShouldBeNull();
        TokenUsage.FromInclusiveInput(null, null, null, 5, null).ShouldBe(new TokenUsage { OutputTokens = 5 });
        new TokenUsage { OutputTokens = 5 }.InputTokens.ShouldBeNull();
    }

    [Fact]
    public void Later_reports_win_and_earlier_ones_stay() =>
        new TokenUsage { UncachedInputTokens = 1, OutputTokens = 2 }.MergeWith(new TokenUsage { OutputTokens = 0, ReasoningTokens = 3 })
            .ShouldBe(new TokenUsage { UncachedInputTokens = 1, OutputTokens = 0, ReasoningTokens = 3 });

    [Fact]
    public void Usage_goes_through_the_shared_vocabulary_unchanged() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(
            ArbMap.Default.ArbFor<(uint, uint?, uint?)>(),
            ArbMap.Default.ArbFor<(uint?, uint?, uint?)>(),
            (input, rest) =>
            {
                var usage = new TokenUsage
                {
                    UncachedInputTokens = input.Item1,
                    CacheReadTokens = input.Item2,
                    CacheWrite5mTokens = input.Item3,
                    CacheWrite1hTokens = rest.Item1,
                    OutputTokens = rest.Item2,
                    ReasoningTokens = rest.Item3,
                };
                var details = usage.ToUsageDetails();
                return details.ToTokenUsage() == usage && details.InputTokenCount == usage.InputTokens && details.TotalTokenCount == usage.TotalTokens;
            }));

    [Fact]
    public void Usage_of_another_library_counts_its_cached_tokens_as_a_part_of_the_input() =>
        new UsageDetails
        {
            InputTokenCount = 100,
            CachedInputTokenCount = 30,
            OutputTokenCount = 5,
            AdditionalCounts = new() { ["InputTokenDetails.AudioTokenCount"] = 7 },
        }.ToTokenUsage().ShouldBe(new TokenUsage { UncachedInputTokens = 70, CacheReadTokens = 30, OutputTokens = 5 });
}
