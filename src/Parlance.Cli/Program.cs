using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Parlance.Cli;
using Parlance.Cli.Terminal;

// Before anything else is loaded: scripts ask for the version often.
if (args is ["--version"])
{
    var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
    Console.WriteLine(version.Split('+')[0]);
    return ExitCode.Success;
}

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    // A second Ctrl-C ends the process itself.
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
});
var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
return await CommandLine.RunAsync(
    args,
    new CliEnvironment
    {
        Input = Console.OpenStandardInput(),
        Output = PosixOutput.Open(),
        Error = error,
        IsInputRedirected = Console.IsInputRedirected,
        IsOutputRedirected = Console.IsOutputRedirected,
        IsErrorRedirected = Console.IsErrorRedirected,
    },
    cancellation.Token).ConfigureAwait(false);
