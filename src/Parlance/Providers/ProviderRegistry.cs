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

    /// <summary>Creates a registry that knows the given providers, under their names and aliases.</summary>
    /// <param name="providers">The providers, such as <see cref="Providers.All"/>.</param>
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

    /// <summary>A new registry of every built-in provider: for a part of a process that registers providers of its own.</summary>
    public static ProviderRegistry CreateDefault() => new(Providers.All);

    /// <summary>Adds a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="aliases">Other names for it, beside <see cref="Provider.Aliases"/>.</param>
    /// <exception cref="ArgumentException">A provider of one of these names is registered already.</exception>
    public void Register(Provider provider, params ReadOnlySpan<string> aliases)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_registration)
        {
            Add(provider, [provider.Name, .. provider.Aliases, .. aliases], replaced: null);
        }
    }

    /// <summary>
    /// Puts a provider in the place of the one of its name, under all names of that one and its own; adds it where there is
    /// none.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <exception cref="ArgumentException">One of its aliases is another provider's.</exception>
    public void Replace(Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_registration)
        {
            _byName.TryGetValue(provider.Name, out var replaced);
            var inherited = _byName.Where(entry => ReferenceEquals(entry.Value, replaced)).Select(entry => entry.Key);
            Add(provider, [provider.Name, .. provider.Aliases, .. inherited], replaced);
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

    internal (Provider Provider, string ModelId) Split(string model, string example)
    {
        ArgumentNullException.ThrowIfNull(model);
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < model.Length - 1
            ? (Get(model[..slash]), model[(slash + 1)..])
            : throw new ArgumentException($"'{model}' does not name a model: write provider/model, such as {example}.", nameof(model));
    }

    /// <summary>All names are looked at before the first is taken, so that a refused provider leaves nothing behind.</summary>
    private void Add(Provider provider, List<string> names, Provider? replaced)
    {
        foreach (var name in names)
        {
            Provider.CheckName(name);
            if (_byName.TryGetValue(name, out var owner) && !ReferenceEquals(owner, replaced))
            {
                throw new ArgumentException($"A provider named '{name}' is registered already.", nameof(provider));
            }
        }

        foreach (var name in names)
        {
            _byName[name] = provider;
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
}
