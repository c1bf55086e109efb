namespace Parlance.Cli.Wire;

/// <summary>Whom a request is translated for.</summary>
/// <param name="Provider">The provider, or the one that speaks the named wire.</param>
/// <param name="Model">The model to ask for, null to keep the request's own.</param>
internal sealed record WireTarget(Provider Provider, string? Model)
{
    /// <summary>Reads <c>PROVIDER[/MODEL]</c>, split at the first slash only; a wire's name will do for the provider.</summary>
    /// <exception cref="UsageException">There is neither a provider nor a wire of that name.</exception>
    public static WireTarget Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text[..slash];
        var model = slash < 0 || slash == text.Length - 1 ? null : text[(slash + 1)..];
        if (KnownProviders.Registry.TryGet(name, out var provider))
        {
            return new WireTarget(provider, model);
        }

        return WireNames.All.Contains(name, StringComparer.Ordinal)
            ? new WireTarget(WireNames.Get(name), model)
            : throw Unknown("provider or wire", name, [.. KnownProviders.Registry.All.Select(known => known.Name), .. WireNames.All]);
    }

    /// <summary>The provider that speaks a wire.</summary>
    /// <exception cref="UsageException">There is no wire of that name.</exception>
    public static Provider ParseWire(string name) =>
        WireNames.All.Contains(name, StringComparer.Ordinal) ? WireNames.Get(name) : throw Unknown("wire", name, [.. WireNames.All]);

    private static UsageException Unknown(string what, string name, string[] known) =>
        new($"There is no {what} '{name}'. " + (NearestName.Find(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", known)}."));
}
