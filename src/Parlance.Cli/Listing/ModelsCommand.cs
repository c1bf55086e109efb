using System.CommandLine;
using System.Text;
using System.Text.Json;
using Parlance.Cli.Ask;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Listing;

/// <summary><c>parlance models</c>: what the providers say they have.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var provider = new Argument<string>("provider") { Description = "Whose models; without it, those of every provider that has a key.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print a JSON array: provider, id, owner, created, context_window." };
        var command = new HelpedCommand("models", "List the models that providers offer.", """
            parlance models
            parlance models openai
            parlance models --json | jq -r '.[].id'

            With a provider named, one id a line; else one provider/model a line, as -m takes it.
            """) { provider, json, OllamaCommands.CreatePull(environment), OllamaCommands.CreateRemove(environment), OllamaCommands.CreateShow(environment) };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed.GetValue(provider), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, string? name, bool printsJson, CancellationToken cancellationToken)
    {
        var notices = new Notices(environment);
        IReadOnlyList<Provider> providers = name is not null
            ? [ModelChoice.FindProvider(name, environment)]
            : [.. environment.Providers.All.Where(provider => environment.HasKey(provider) && provider.Protocol.ModelsPath is not null).Select(environment.Bind)];
        if (providers.Count == 0)
        {
            notices.Note("No provider has a key configured; 'parlance providers' names the variables, 'parlance models ollama' asks a local server.");
        }

        var lists = await Task.WhenAll(providers.Select(provider => ListAsync(provider, cancellationToken))).ConfigureAwait(false);
        foreach (var failed in lists.Where(list => list.Error is not null))
        {
            notices.Error(name is null ? $"{failed.Provider.Name}: {failed.Error!.Message}" : failed.Error!.Message);
        }

        if (printsJson)
        {
            WriteJson(environment, lists);
        }
        else
        {
            WriteLines(environment, lists, withProvider: name is null);
        }

        return lists.Any(list => list.Error is not null) ? ExitCode.Failure : ExitCode.Success;
    }

    /// <summary>One provider's failure must not hide what the others have.</summary>
    private static async Task<ProviderModels> ListAsync(Provider provider, CancellationToken cancellationToken)
    {
        try
        {
            return new ProviderModels(provider, await provider.ListModelsAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (LlmException error)
        {
            return new ProviderModels(provider, [], error);
        }
    }

    private static void WriteLines(CliEnvironment environment, IEnumerable<ProviderModels> lists, bool withProvider)
    {
        var lines = new StringBuilder();
        foreach (var (provider, models, _) in lists)
        {
            foreach (var model in models)
            {
                lines.Append(withProvider ? $"{provider.Name}/" : "").Append(model.Id).Append('\n');
            }
        }

        environment.Output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private static void WriteJson(CliEnvironment environment, IEnumerable<ProviderModels> lists) => JsonOutput.WriteLine(environment.Output, json =>
    {
        json.WriteStartArray();
        foreach (var (provider, models, _) in lists)
        {
            foreach (var model in models)
            {
                WriteModel(json, provider, model);
            }
        }

        json.WriteEndArray();
    });

    private static void WriteModel(Utf8JsonWriter json, Provider provider, ModelInfo model)
    {
        json.WriteStartObject();
        json.WriteString("provider"u8, provider.Name);
        json.WriteString("id"u8, model.Id);
        json.WriteString("owner"u8, model.Owner);
        if (model.Created is { } created)
        {
            json.WriteString("created"u8, created.ToUniversalTime());
        }
        else
        {
            json.WriteNull("created"u8);
        }

        json.WriteCount("context_window"u8, model.ContextWindow);
        json.WriteEndObject();
    }

    private sealed record ProviderModels(Provider Provider, IReadOnlyList<ModelInfo> Models, LlmException? Error);
}
