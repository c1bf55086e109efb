using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>
/// The wire's <c>usage</c>. <c>tokens</c> are what the model read and wrote, the cached ones among them;
/// <c>billed_units</c>, what is charged for, leave out the provider's own prompt and are used only where nothing else is
/// reported.
/// </summary>
internal static class CohereV2Usage
{
    public static TokenUsage Read(in JsonSlice usage)
    {
        var tokens = usage.Member("tokens"u8);
        var counts = tokens.IsObject ? tokens : usage.Member("billed_units"u8);
        return TokenUsage.FromInclusiveInput(
            counts.Member("input_tokens"u8).AsCount(),
            usage.Member("cached_tokens"u8).AsCount(),
            cacheWrite: null,
            counts.Member("output_tokens"u8).AsCount(),
            counts.Member("reasoning_tokens"u8).AsCount());
    }
}
