using System.Diagnostics;
using Microsoft.Extensions.AI;
using Parlance.Bench.Recorded;

namespace Parlance.Bench;

/// <summary>
/// Shows that memory stays flat over long streams: the live heap after a full collection, taken while a stream is read,
/// for streams of growing length.
/// </summary>
public static class MemoryRun
{
    private const int Samples = 10;

    public static async Task RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("| stream | chunks | bytes of the stream | peak live heap while reading | resident set |");
        await output.WriteLineAsync("| --- | ---: | ---: | ---: | ---: |");
        foreach (var kind in StreamKind.All.Where(kind => kind.Content != "tool call"))
        {
            foreach (var chunks in (int[])[1_000, 10_000, 100_000])
            {
                var (bytes, peak) = await MeasureAsync(kind, chunks);
                await output.WriteLineAsync($"| {kind} | {chunks:N0} | {bytes:N0} | {peak / 1024:N0} KB | {Process.GetCurrentProcess().WorkingSet64 >> 20:N0} MB |");
            }
        }
    }

    private static async Task<(long Bytes, long Peak)> MeasureAsync(StreamKind kind, int chunks)
    {
        var stream = RecordedStream.Load(kind, chunks);
        var provider = kind.Wire == "openai-chat" ? Providers.OpenAI : Providers.Anthropic;
        var model = provider.WithApiKey("key").WithHandler(new InMemoryHandler(stream.Body, "text/event-stream")).Chat("model");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        var seen = 0;
        await foreach (var update in model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
        {
            if (++seen % (chunks / Samples) == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }

            GC.KeepAlive(update);
        }

        return (stream.Body.LongLength, peak);
    }
}
