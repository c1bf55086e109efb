using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// The wire's usage to disjoint buckets. The prompt's count includes what the cache served and leaves out what the
/// provider's own tools put into it; the candidates' count leaves out the thoughts. Every frame of a stream may report
/// some of the counts, so each is remembered by itself.
/// </summary>
internal struct GeminiUsage
{
    private long? _prompt;
    private long? _toolPrompt;
    private long? _cached;
    private long? _candidates;
    private long? _thoughts;

    public TokenUsage Add(in JsonSlice usage)
    {
        Span<byte> buffer = stackalloc byte[GeminiName.MaximumLength];
        foreach (var (wireName, value) in usage.Members())
        {
            var name = GeminiName.ToCamel(wireName, buffer);
            if (name.SequenceEqual("promptTokenCount"u8))
            {
                _prompt = Count(value) ?? _prompt;
            }
            else if (name.SequenceEqual("toolUsePromptTokenCount"u8))
            {
                _toolPrompt = Count(value) ?? _toolPrompt;
            }
            else if (name.SequenceEqual("cachedContentTokenCount"u8))
            {
                _cached = Count(value) ?? _cached;
            }
            else if (name.SequenceEqual("candidatesTokenCount"u8) || name.SequenceEqual("responseTokenCount"u8))
            {
                _candidates = Count(value) ?? _candidates;
            }
            else if (name.SequenceEqual("thoughtsTokenCount"u8))
            {
                _thoughts = Count(value) ?? _thoughts;
            }
        }

        return TokenUsage.FromInclusiveInput(Sum(_prompt, _toolPrompt), _cached, null, Sum(_candidates, _thoughts), _thoughts);
    }

    private static long? Count(in JsonSlice value) => value.AsCount() is { } count and >= 0 ? count : null;

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);
}
