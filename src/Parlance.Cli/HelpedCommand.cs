using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Parlance.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class HelpedCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>What stands below the options in the help.</summary>
    public string Examples { get; } = examples;
}

/// <summary>The help of a command, then its examples.</summary>
internal sealed class ExamplesHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is HelpedCommand { Examples: var examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in examples.ReplaceLineEndings("\n").Split('\n'))
            {
                output.WriteLine(line.Length == 0 ? "" : $"  {line}");
            }

            output.WriteLine();
        }

        return ExitCode.Success;
    }
}
