using System.CommandLine;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Simulation;

/// <summary><c>parlance simulate</c>: the simulator as a server, for any client in any language.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var port = new Option<int>("--port", "-p") { Description = "The port on this machine; 0 for any free one.", DefaultValueFactory = _ => 0 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65_535)
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        var command = new HelpedCommand("simulate", "Serve simulated models on this machine until Ctrl-C.", """
            parlance simulate --port 8089
            OPENAI_BASE_URL=http://127.0.0.1:8089/v1 python my_app.py
            """) { port };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, int port, CancellationToken cancellationToken)
    {
        var server = await SimulatorLink.StartServerAsync(port, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var notices = new Notices(environment);
            foreach (var line in SimulatorLink.Describe(server))
            {
                notices.Note(line);
            }

            // Ctrl-C is how a server ends, not how it fails.
            var ended = new TaskCompletionSource();
            using var registration = cancellationToken.Register(ended.SetResult);
            await ended.Task.ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
