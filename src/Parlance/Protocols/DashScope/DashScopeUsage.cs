using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>The wire's <c>usage</c>: its input count includes what the cache served.</summary>
internal static class DashScopeUsage
{
    public static TokenUsage Read(in JsonSlice usage)
    {
        var input = usage.Member("prompt_tokens_details"u8);
        return TokenUsage.FromInclusiveInput(
            usage.Member("input_tokens"u8).AsCount(),
            input.Member("cached_tokens"u8).AsCount(),
            input.Member("cache_creation_input_tokens"u8).AsCount(),
            usage.Member("output_tokens"u8).AsCount(),
            usage.Member("output_tokens_details"u8).Member("reasoning_tokens"u8).AsCount());
    }
}
