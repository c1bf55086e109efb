using System.Text;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

/// <summary>The command run in this process: what it was given and what it said.</summary>
internal sealed class CliRun
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public string Input { get; init; } = "";

    public Stream? InputStream { get; init; }

    public Stream? OutputStream { get; init; }

    public HttpMessageHandler Handler { get; init; } = new ScriptedHandler();

    public ProviderRegistry Registry { get; init; } = new([ScriptedProtocol.Provider]);

    public bool IsErrorTerminal { get; init; }

    public CancellationToken Cancellation { get; init; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>Sets an environment variable of the run.</summary>
    public CliRun With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public async Task<int> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Input = InputStream ?? new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Output = OutputStream ?? output,
            Error = error,
            IsErrorRedirected = !IsErrorTerminal,
            ReadVariable = name => _variables.GetValueOrDefault(name),
            Handler = Handler,
            Registry = Registry,
        };
        var code = await CommandLine.RunAsync(args, environment, Cancellation);
        Output = Encoding.UTF8.GetString(output.ToArray());
        Error = error.ToString();
        return code;
    }
}
