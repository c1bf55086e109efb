using System.CommandLine;
using System.Text;
using Parlance.Cli.Ask;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Listing;

/// <summary><c>parlance models pull</c>, <c>rm</c> and <c>show</c>: the models of a local Ollama server.</summary>
internal static class OllamaCommands
{
    public static Command CreatePull(CliEnvironment environment)
    {
        var (name, provider) = CreateParameters("The model to fetch, such as llama3.2 or hf.co/user/repository.");
        var command = new HelpedCommand("pull", "Make a local Ollama server fetch a model.", """
            parlance models pull llama3.2
            OLLAMA_HOST=192.168.0.5 parlance models pull qwen3:4b
            """) { name, provider };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, async () =>
        {
            var model = parsed.GetRequiredValue(name);
            await PullProgress.ShowAsync(environment, Find(environment, parsed.GetValue(provider)).PullAsync(model, cancellationToken), cancellationToken).ConfigureAwait(false);
            new Notices(environment).Note($"{model} is ready.");
        }));
        return command;
    }

    public static Command CreateRemove(CliEnvironment environment)
    {
        var (name, provider) = CreateParameters("The model to delete.");
        var command = new HelpedCommand("rm", "Delete a model from a local Ollama server.", "parlance models rm llama3.2") { name, provider };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, async () =>
        {
            var model = parsed.GetRequiredValue(name);
            await Find(environment, parsed.GetValue(provider)).DeleteAsync(model, cancellationToken).ConfigureAwait(false);
            new Notices(environment).Note($"{model} was deleted.");
        }));
        return command;
    }

    public static Command CreateShow(CliEnvironment environment)
    {
        var (name, provider) = CreateParameters("The model to describe.");
        var json = new Option<bool>("--json") { Description = "Print the server's whole answer." };
        var command = new HelpedCommand("show", "Describe a model of a local Ollama server.", "parlance models show llama3.2") { name, provider, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, async () =>
        {
            var details = await Find(environment, parsed.GetValue(provider)).ShowAsync(parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                JsonOutput.WriteLine(environment.Output, details.Json.WriteTo);
            }
            else
            {
                WriteDetails(environment, details);
            }
        }));
        return command;
    }

    private static (Argument<string> Name, Option<string> Provider) CreateParameters(string description) =>
    (
        new Argument<string>("name") { Description = description },
        new Option<string>("--provider") { Description = "Which Ollama server.", HelpName = "provider", DefaultValueFactory = _ => Providers.Ollama.Name });

    private static OllamaManager Find(CliEnvironment environment, string? provider) =>
        ModelChoice.FindProvider(provider ?? Providers.Ollama.Name, environment) is var found && found.AsOllama() is { } manager
            ? manager
            : throw new UsageException($"{found.DisplayName} is no Ollama server: its models cannot be fetched or deleted.");

    private static async Task<int> RunAsync(CliEnvironment environment, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (LlmException error)
        {
            new Notices(environment).Error(error.Message);
            return ExitCode.Failure;
        }
    }

    private static void WriteDetails(CliEnvironment environment, OllamaModelDetails details)
    {
        var lines = new StringBuilder();
        foreach (var (label, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("name", details.Name),
            ("family", details.Family),
            ("parameters", details.ParameterSize),
            ("quantization", details.Quantization),
            ("format", details.Format),
            ("context window", details.ContextWindow?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("capabilities", details.Capabilities.Count == 0 ? null : string.Join(", ", details.Capabilities)),
        ])
        {
            if (value is not null)
            {
                lines.Append(label.PadRight(16)).Append(value).Append('\n');
            }
        }

        environment.Output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}
