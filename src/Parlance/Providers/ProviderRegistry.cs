using System.Collections.Concurrent;

namespace Parlance;

/// <summary>Finds providers by name. Thread-safe.</summary>
public sealed class ProviderRegistry
{
    // Names that the documents know and that the library alone cannot serve.
    private static readonly Dictionary<string, string> s_fromPackages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["azure-openai-v1"] = "Parlance.Azure, by registry.AddAzure()",
        ["azure-openai-identity"] = "Parlance.Azure, by registry.AddAzure()",
        ["simulator"] = "Parlance.Testing, by registry.Register(Simulator.CreateProvider())",
    };

    private readonly Lock _registration = new();
    private readonly ConcurrentDictionary<string, Provider> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a registry that knows the given providers.</summary>
    /// <param name="providers">The providers.</param>
    /// <exception cref="ArgumentException">Two of them have one name.</exception>
    public ProviderRegistry(IEnumerable<Provider> providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        foreach (var provider in providers)
        {
            Register(provider);
        }
    }

    /// <summary>The process's registry: every built-in provider, and what the application registers.</summary>
    public static ProviderRegistry Default { get; } = CreateDefault();

    /// <summary>Every provider, in the order of their names.</summary>
    public IReadOnlyList<Provider> All => [.. _byName.Where(entry => entry.Key == entry.Value.Name).Select(entry => entry.Value).OrderBy(provider => provider.Name, StringComparer.Ordinal)];

    /// <summary>Adds a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="aliases">Other names for it.</param>
    /// <exception cref="ArgumentException">A provider of one of these names is registered already.</exception>
    public void Register(Provider provider, params ReadOnlySpan<string> aliases)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_registration)
        {
            // All names are looked at before the first is taken, so that a refused provider leaves nothing behind.
            CheckFree(provider.Name, nameof(provider));
            foreach (var alias in aliases)
            {
                ArgumentException.ThrowIfNullOrWhiteSpace(alias, nameof(aliases));
                CheckFree(alias, nameof(aliases));
            }

            _byName[provider.Name] = provider;
            foreach (var alias in aliases)
            {
                _byName[alias] = provider;
            }
        }
    }

    /// <summary>Puts a provider in the place of the one of its name, under all names of that one; adds it where there is none.</summary>
    /// <param name="provider">The provider.</param>
    public void Replace(Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_registration)
        {
            _byName.TryGetValue(provider.Name, out var replaced);
            foreach (var alias in _byName.Where(entry => ReferenceEquals(entry.Value, replaced)).Select(entry => entry.Key).ToList())
            {
                _byName[alias] = provider;
            }

            _byName[provider.Name] = provider;
        }
    }

    /// <summary>Finds a provider.</summary>
    /// <param name="name">Its name or an alias, in any case.</param>
    /// <exception cref="ArgumentException">No provider has that name; the message lists those that there are.</exception>
    public Provider Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryGet(name, out var provider)
            ? provider
            : throw new ArgumentException($"There is no provider '{name}'. {Suggest(name)}Known providers: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name));
    }

    /// <summary>Finds a provider, if there is one of that name.</summary>
    /// <param name="name">Its name or an alias, in any case.</param>
    /// <param name="provider">The provider.</param>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Provider? provider) => _byName.TryGetValue(name, out provider);

    /// <summary>Finds a model by <c>provider/model</c>.</summary>
    /// <param name="model">The name, split at its first slash only: model ids may hold more.</param>
    /// <exception cref="ArgumentException">There is no slash, nothing on one side of it, or no such provider.</exception>
    public ChatModel Chat(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < model.Length - 1
            ? Get(model[..slash]).Chat(model[(slash + 1)..])
            : throw new ArgumentException($"'{model}' does not name a model: write provider/model, such as anthropic/claude-haiku-4-5.", nameof(model));
    }

    private void CheckFree(string name, string parameter)
    {
        if (_byName.ContainsKey(name))
        {
            throw new ArgumentException($"A provider named '{name}' is registered already.", parameter);
        }
    }

    private string Suggest(string name)
    {
        if (s_fromPackages.TryGetValue(name, out var how))
        {
            return $"It comes with a package: {how}. ";
        }

        var nearest = NearestName.Find(name, _byName.Keys);
        return nearest is null ? "" : $"Did you mean '{nearest}'? ";
    }

    /// <summary>A registry of every built-in provider under all its names.</summary>
    internal static ProviderRegistry CreateDefault()
    {
        var registry = new ProviderRegistry([]);
        foreach (var provider in Providers.All)
        {
            registry.Register(provider, Providers.AliasesOf(provider));
        }

        return registry;
    }
}
