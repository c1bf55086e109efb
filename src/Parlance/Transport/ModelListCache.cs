using System.Runtime.CompilerServices;

namespace Parlance.Transport;

/// <summary>
/// The last list of models of one provider value. A changed provider is another value with another key or address, so it
/// has a list of its own; a provider that nobody holds any more takes its list with it.
/// </summary>
internal sealed class ModelListCache
{
    private static readonly ConditionalWeakTable<Provider, ModelListCache> s_caches = [];

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<ModelInfo>>? _list;
    private long _asked;

    public static ModelListCache Of(Provider provider) => s_caches.GetValue(provider, static _ => new ModelListCache());

    /// <summary>
    /// The list where it is young enough, else the one that is being asked for, else a new one. A failure is not kept.
    /// </summary>
    public Task<IReadOnlyList<ModelInfo>> GetAsync(Provider provider, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_list is not { } list || list.IsFaulted || list.IsCanceled
                || (list.IsCompleted && provider.Call.TimeProvider.GetElapsedTime(_asked) >= maximumAge))
            {
                _asked = provider.Call.TimeProvider.GetTimestamp();

                // Not the caller's token: others may be waiting for the same list. The provider's time limit ends it.
                _list = ModelListing.RunAsync(provider, CancellationToken.None);
            }

            return _list.WaitAsync(cancellationToken);
        }
    }
}
