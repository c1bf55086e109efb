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

// The warm-up must outlast tiered compilation: shorter ones timed code that the runtime had not optimized yet. Of many
// short iterations the least is free of other processes.
var job = Job.Default.WithWarmupCount(20).WithIterationCount(20).WithIterationTime(TimeInterval.FromMilliseconds(60));
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
