using System.Threading.Channels;

namespace Parlance.Testing;

/// <summary>
/// Holds a replayed response back until the test lets the next piece through: time without a clock. Thread-safe.
/// </summary>
public sealed class ReplayGate
{
    private readonly Channel<bool> _passes = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _arrivals = Channel.CreateUnbounded<bool>();
    private volatile bool _isOpen;

    /// <summary>Lets the next pieces through.</summary>
    /// <param name="pieces">How many.</param>
    public void Release(int pieces = 1)
    {
        for (var piece = 0; piece < pieces; piece++)
        {
            _passes.Writer.TryWrite(true);
        }
    }

    /// <summary>Lets everything through from now on.</summary>
    public void Open()
    {
        _isOpen = true;
        Release();
    }

    /// <summary>Completes when a reader comes to the gate; each coming is reported once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitForReaderAsync(CancellationToken cancellationToken = default) => _arrivals.Reader.ReadAsync(cancellationToken).AsTask();

    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        _arrivals.Writer.TryWrite(true);
        if (!_isOpen)
        {
            await _passes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
