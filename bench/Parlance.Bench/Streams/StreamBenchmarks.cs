using BenchmarkDotNet.Attributes;
using Parlance.Bench.Recorded;

namespace Parlance.Bench.Streams;

/// <summary>One answer of <see cref="Chunks"/> chunks, from the first byte to the last, by every path.</summary>
public class StreamBenchmarks
{
    public const int Chunks = 2000;

    private StreamPaths? _paths;

    public static IEnumerable<StreamKind> Kinds => StreamKind.All;

    [ParamsSource(nameof(Kinds))]
    public StreamKind Stream { get; set; } = StreamKind.All[0];

    /// <summary>Loads the stream and checks that every path sees the same content of it.</summary>
    [GlobalSetup]
    public async Task LoadAsync()
    {
        _paths = new StreamPaths(Stream, RecordedStream.Load(Stream, Chunks));
        await _paths.VerifyAsync();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Chunks)]
    public Task<long> Floor() => _paths!.FloorAsync();

    [Benchmark(OperationsPerInvoke = Chunks)]
    public Task<long> Sink() => _paths!.SinkAsync();

    [Benchmark(OperationsPerInvoke = Chunks)]
    public Task<long> Events() => _paths!.EventsAsync();

    [Benchmark(OperationsPerInvoke = Chunks)]
    public Task<long> Updates() => _paths!.UpdatesAsync();

    [Benchmark(OperationsPerInvoke = Chunks)]
    public Task<long> VendorSdk() => _paths!.VendorAsync();
}
