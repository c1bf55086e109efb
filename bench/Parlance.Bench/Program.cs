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

// Short iterations and few of them: the whole run takes about three minutes. Medians keep a busy machine's outliers out.
var job = Job.Default.WithWarmupCount(4).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(150));
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
