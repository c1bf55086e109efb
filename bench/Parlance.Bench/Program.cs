using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using Parlance.Bench;
using Parlance.Bench.Requests;
using Parlance.Bench.Streams;
using Perfolizer.Horology;

if (args is ["memory"])
{
    await MemoryRun.RunAsync(Console.Out);
    return;
}

// Many iterations, each shorter than what a scheduler gives away at once: the least of them is free of other processes.
var job = Job.Default.WithWarmupCount(30).WithIterationCount(40).WithIterationTime(TimeInterval.FromMilliseconds(15));
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default);
var summaries = BenchmarkSwitcher
    .FromTypes([typeof(StreamBenchmarks), typeof(RequestBenchmarks), typeof(ClientBenchmarks)])
    .Run(args.Length == 0 ? ["--filter", "*"] : args, config)
    .ToList();
Console.WriteLine();
Console.WriteLine(await Report.WriteAsync(summaries));
