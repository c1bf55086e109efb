using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using Parlance.Bench.Recorded;
using Parlance.Bench.Streams;

namespace Parlance.Bench;

/// <summary>The results of one run as the tables of docs/performance.md.</summary>
public static class Report
{
    private static readonly (string Method, string Name, Func<StreamPaths, Task> Run)[] s_paths =
    [
        (nameof(StreamBenchmarks.Floor), "floor", paths => paths.FloorAsync()),
        (nameof(StreamBenchmarks.Sink), "to a sink", paths => paths.SinkAsync()),
        (nameof(StreamBenchmarks.Events), "to `ChatEvent`s", paths => paths.EventsAsync()),
        (nameof(StreamBenchmarks.Updates), "to `ChatResponseUpdate`s", paths => paths.UpdatesAsync()),
        (nameof(StreamBenchmarks.VendorSdk), "the vendor's SDK", paths => paths.VendorAsync()),
    ];

    public static async Task<string> WriteAsync(IReadOnlyCollection<Summary> summaries)
    {
        var reports = summaries.SelectMany(summary => summary.Reports).Where(report => report.Success).ToList();
        var text = new StringBuilder();
        if (summaries.FirstOrDefault() is { } first)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{first.HostEnvironmentInfo.Cpu.Value.ProcessorName}, {Environment.ProcessorCount} cores, {first.HostEnvironmentInfo.RuntimeVersion}, {first.HostEnvironmentInfo.Os.Value.GetDisplay()}\n");
        }

        foreach (var kind in StreamKind.All)
        {
            await WriteStreamAsync(text, kind, [.. reports.Where(report => kind.Equals(report.BenchmarkCase.Parameters[nameof(StreamBenchmarks.Stream)]))]);
        }

        WriteOthers(text, [.. reports.Where(report => report.BenchmarkCase.Parameters.Count == 0)]);
        return text.ToString();
    }

    private static async Task WriteStreamAsync(StringBuilder text, StreamKind kind, List<BenchmarkReport> reports)
    {
        if (reports.Count == 0)
        {
            return;
        }

        var stream = RecordedStream.Load(kind, StreamBenchmarks.Chunks);
        var floor = reports.Find(report => Method(report) == nameof(StreamBenchmarks.Floor)) is { } measured ? Least(measured) : double.NaN;
        text.AppendLine(CultureInfo.InvariantCulture, $"**{kind}**: recording {stream.RecordingId}, {stream.RecordedChunks} chunks stretched to {StreamBenchmarks.Chunks} of {stream.Body.Length / StreamBenchmarks.Chunks} bytes; its text alone takes {(double)stream.ContentBytes / StreamBenchmarks.Chunks:0} B a chunk as strings.\n");
        text.AppendLine("| path | time a chunk | × floor | allocated a chunk | marginal a chunk | fixed a stream |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (method, name, run) in s_paths)
        {
            if (reports.Find(report => Method(report) == method) is { } report)
            {
                var allocation = await AllocationProbe.MeasureAsync(kind, run);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Least(report):0} ns | {Least(report) / floor:0.00} × | {Allocated(report):0} B | {allocation.PerChunk:0} B | {allocation.PerStream:0} B |");
            }
        }

        text.AppendLine();
    }

    private static void WriteOthers(StringBuilder text, List<BenchmarkReport> reports)
    {
        text.AppendLine("| operation | time | allocated |");
        text.AppendLine("| --- | ---: | ---: |");
        foreach (var report in reports)
        {
            var time = Least(report);
            var shown = time < 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{time:0} ns") : string.Create(CultureInfo.InvariantCulture, $"{time / 1000:0} µs");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {Method(report)} | {shown} | {Allocated(report):N0} B |");
        }
    }

    private static string Method(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static double Least(BenchmarkReport report) => report.ResultStatistics?.Min ?? double.NaN;

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN;
}
