using Parlance.Cli.Simulation;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Ask;

/// <summary>Decides whom to ask. What nobody named is announced on standard error.</summary>
internal static class ModelChoice
{
    private const string Variable = "PARLANCE_MODEL";

    /// <summary><c>-m</c>, else the variable, else the first provider with a key, else a local server, else the simulator.</summary>
    /// <exception cref="UsageException">The name that was given names no model.</exception>
    public static async Task<ChatModel> ChooseAsync(string? named, CliEnvironment environment, Notices notices, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Parse(named, environment);
        }

        if (environment.ReadVariable(Variable) is { } configured && !string.IsNullOrWhiteSpace(configured))
        {
            return Parse(configured, environment);
        }

        if (FindConfigured(environment) is { } model)
        {
            notices.Note($"Asking {model} (choose another with -m or {Variable}).");
            return model;
        }

        if (await LocalServers.FindModelAsync(environment, cancellationToken).ConfigureAwait(false) is { } local)
        {
            notices.Note($"No key is configured: asking {local} on this machine.");
            return local;
        }

        notices.Note("No key is configured and no local server answers: the built-in simulator answers, not a real model. Set a key such as OPENAI_API_KEY or ANTHROPIC_API_KEY, or start Ollama.");
        return SimulatorLink.CreateModel();
    }

    /// <summary>A provider by its name: a registered one, a local server, or the simulator.</summary>
    /// <exception cref="UsageException">There is no provider of that name.</exception>
    public static Provider FindProvider(string name, CliEnvironment environment)
    {
        if (environment.Providers.TryGet(name, out var registered))
        {
            return environment.Bind(registered);
        }

        if (LocalServers.All(environment).FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } local)
        {
            return local;
        }

        var known = environment.Providers.All.Select(provider => provider.Name).ToList();
        throw new UsageException($"There is no provider '{name}'. " + (NearestName.Find(name, known) is { } nearest ? $"Did you mean '{nearest}'? " : "") + "'parlance providers' lists them all.");
    }

    private static ChatModel Parse(string text, CliEnvironment environment)
    {
        text = text.Trim();
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var provider = FindProvider(slash < 0 ? text : text[..slash], environment);
        var model = slash < 0 ? DefaultModelOf(provider) : text[(slash + 1)..];
        return string.IsNullOrWhiteSpace(model)
            ? throw new UsageException($"'{text}' does not name a model: write {provider.Name}/MODEL ('parlance models {provider.Name}' lists them).")
            : provider.Chat(model);
    }

    private static string? DefaultModelOf(Provider provider) =>
        provider.Name == SimulatorLink.Name ? SimulatorLink.CreateModel().ModelId : DefaultModels.Of(provider.Name);

    private static ChatModel? FindConfigured(CliEnvironment environment)
    {
        foreach (var (name, model) in DefaultModels.All)
        {
            if (environment.Providers.TryGet(name, out var provider) && environment.HasKey(provider))
            {
                return environment.Bind(provider).Chat(model);
            }
        }

        return null;
    }
}
