using Parlance.Testing;

namespace Parlance.Cli;

/// <summary>
/// Everybody the command can ask: the built-in rows and those of the cloud packages. A row is data: the clouds' own
/// libraries are loaded by the first call that needs a credential and by nothing before.
/// </summary>
internal static class KnownProviders
{
    private static readonly Lazy<ProviderRegistry> s_registry = new(static () =>
    {
        var registry = ProviderRegistry.CreateDefault().AddBedrock().AddGoogleCloud().AddAzure();
        registry.Register(Simulator.CreateProvider());
        return registry;
    });

    public static ProviderRegistry Registry => s_registry.Value;
}
