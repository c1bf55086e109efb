using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Parlance.Cli.Ask;
using Parlance.Cli.Listing;
using Parlance.Cli.Simulation;
using Parlance.Cli.Terminal;
using Parlance.Cli.Wire;

namespace Parlance.Cli;

/// <summary>The whole command: arguments in, an exit code out.</summary>
internal static class CommandLine
{
    /// <summary>The verbs. A first word that is none of them begins a prompt.</summary>
    private static readonly Dictionary<string, Func<CliEnvironment, Command>> s_verbs = new(StringComparer.Ordinal)
    {
        ["models"] = ModelsCommand.Create,
        ["providers"] = ProvidersCommand.Create,
        ["simulate"] = SimulateCommand.Create,
        ["wire"] = WireCommand.Create,
    };

    // A prompt may begin with @; it names no file of further arguments.
    private static readonly ParserConfiguration s_parser = new() { ResponseFileTokenReplacer = null };

    public static IReadOnlyCollection<string> Verbs => s_verbs.Keys;

    /// <summary>Runs the command.</summary>
    public static async Task<int> RunAsync(string[] args, CliEnvironment environment, CancellationToken cancellationToken = default)
    {
        environment = environment with { Output = new AnswerStream(environment.Output) };
        var notices = new Notices(environment);
        try
        {
            return await ParseAndRunAsync(args, environment, notices, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException wrong)
        {
            notices.Error(wrong.Message);
            return ExitCode.Usage;
        }
        catch (LlmException failed)
        {
            notices.Error(failed.Message);
            return ExitCode.Failure;
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
    }

    private static async Task<int> ParseAndRunAsync(string[] args, CliEnvironment environment, Notices notices, CancellationToken cancellationToken)
    {
        var parsed = Build(args, environment).Parse(args is ["help"] ? ["--help"] : args, s_parser);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            foreach (var error in parsed.Errors)
            {
                notices.Error(error.Message);
            }

            notices.Note($"'{PathOf(parsed.CommandResult.Command)} --help' shows how.");
            return ExitCode.Usage;
        }

        using var output = new StreamWriter(environment.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n", AutoFlush = true };
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The command with the one verb that is called, with none where the words are a prompt (the parser would take a
    /// verb's name anywhere in it for that verb), and with all of them for the help.
    /// </summary>
    private static Command Build(string[] args, CliEnvironment environment)
    {
        var create = args is [var verb, ..] ? s_verbs.GetValueOrDefault(verb) : null;
        var command = create is null ? AskCommand.Create(environment) : new Command("parlance") { create(environment) };
        command.Add(new HelpOption { Action = new ExamplesHelp() });
        command.Add(new VersionOption());
        if (create is null && (!args.Contains("--") && args.Any(arg => arg is "--help" or "-h" or "-?") || args is ["help"]))
        {
            foreach (var each in s_verbs.Values)
            {
                command.Add(each(environment));
            }
        }

        return command;
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;
}
