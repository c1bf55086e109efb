using Parlance.Bench.Recorded;

namespace Parlance.Bench.Streams;

/// <summary>
/// The bytes that one more chunk allocates, apart from what a stream costs once: a stream and one of twice its length,
/// subtracted.
/// </summary>
/// <param name="PerChunk">Bytes for each chunk.</param>
/// <param name="PerStream">Bytes for each stream, however long it is.</param>
public sealed record AllocationProbe(double PerChunk, double PerStream)
{
    private const int Rounds = 5;

    public static async Task<AllocationProbe> MeasureAsync(StreamKind kind, Func<StreamPaths, Task> path)
    {
        const int chunks = StreamBenchmarks.Chunks;
        var single = await MeasureAsync(new StreamPaths(kind, RecordedStream.Load(kind, chunks)), path);
        var twice = await MeasureAsync(new StreamPaths(kind, RecordedStream.Load(kind, 2 * chunks)), path);
        var perChunk = (double)(twice - single) / chunks;
        return new AllocationProbe(perChunk, single - (perChunk * chunks));
    }

    /// <summary>The least of several rounds: pools that fill and types that load are no part of the path.</summary>
    private static async Task<long> MeasureAsync(StreamPaths paths, Func<StreamPaths, Task> path)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await path(paths);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
