using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// OpenAI's usage object, in the spellings of its wires and their hosts. The input count includes what a cache served or stored, the
/// output count includes reasoning unless the dialect says otherwise.
/// </summary>
internal static class OpenAIUsage
{
    /// <summary>The disjoint buckets of a usage object.</summary>
    /// <param name="usage">The object.</param>
    /// <param name="outputExcludesReasoning">True where the output count leaves the reasoning tokens out.</param>
    public static TokenUsage Read(in JsonSlice usage, bool outputExcludesReasoning)
    {
        var counts = default(Counts);
        if (usage.IsObject)
        {
            ReadCounts(usage.Bytes, ref counts, depth: 0);
        }

        var output = counts.Output;
        if (ExcludesReasoning(counts, outputExcludesReasoning))
        {
            output += counts.Reasoning;
        }

        return TokenUsage.FromInclusiveInput(counts.Input, counts.CacheRead, counts.CacheWrite, output, counts.Reasoning);
    }

    /// <summary>The host's own total tells, because a host can stand behind another whose arithmetic it passes on.</summary>
    private static bool ExcludesReasoning(in Counts counts, bool byDialect)
    {
        if (counts.Total is not { } total || counts.Input is not { } input || counts.Output is not { } output || counts.Reasoning is not { } reasoning)
        {
            return byDialect && counts.Output is not null && counts.Reasoning is not null;
        }

        return total == input + output + reasoning || (byDialect && total != input + output);
    }

    private static void ReadCounts(ReadOnlySpan<byte> json, ref Counts counts, int depth)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var value = JsonSlice.Take(json, ref reader);
            if (value.IsObject && depth == 0 && name.EndsWith("tokens_details"u8))
            {
                ReadCounts(value.Bytes, ref counts, depth + 1);
            }
            else if (ToCount(value) is { } count)
            {
                Set(name, count, ref counts, depth);
            }
        }
    }

    private static void Set(ReadOnlySpan<byte> name, long count, ref Counts counts, int depth)
    {
        if (depth == 0 && (name.SequenceEqual("prompt_tokens"u8) || name.SequenceEqual("input_tokens"u8)))
        {
            counts.Input = count;
        }
        else if (depth == 0 && (name.SequenceEqual("completion_tokens"u8) || name.SequenceEqual("output_tokens"u8)))
        {
            counts.Output = count;
        }
        else if (depth == 0 && name.SequenceEqual("total_tokens"u8))
        {
            counts.Total = count;
        }
        else if (name.SequenceEqual("reasoning_tokens"u8))
        {
            counts.Reasoning = Most(counts.Reasoning, count);
        }
        else if (name.SequenceEqual("cached_tokens"u8) || name.SequenceEqual("num_cached_tokens"u8)
            || name.SequenceEqual("prompt_cache_hit_tokens"u8) || name.SequenceEqual("cache_read_input_tokens"u8))
        {
            // Hosts that spell one count in two ways report it once as 0 now and then.
            counts.CacheRead = Most(counts.CacheRead, count);
        }
        else if (name.SequenceEqual("cache_write_tokens"u8) || name.SequenceEqual("cache_creation_tokens"u8)
            || name.SequenceEqual("cache_creation_input_tokens"u8))
        {
            counts.CacheWrite = Most(counts.CacheWrite, count);
        }
    }

    private static long Most(long? known, long count) => Math.Max(known ?? 0, count);

    /// <summary>A count that makes sense: hosts have sent negative ones for "unknown".</summary>
    private static long? ToCount(in JsonSlice value) => value.AsCount() is { } count and >= 0 ? count : null;

    private struct Counts
    {
        public long? Input;
        public long? Output;
        public long? Total;
        public long? Reasoning;
        public long? CacheRead;
        public long? CacheWrite;
    }
}
