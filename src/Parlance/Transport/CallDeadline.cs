namespace Parlance.Transport;

/// <summary>
/// The time limits of one call, on a <see cref="TimeProvider"/>: one limit for the whole of a unary call; for a stream
/// one until the first byte and one that begins anew with every piece.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CallTimeouts _timeouts;
    private readonly bool _isStreaming;
    private bool _hasAnswer;

    public CallDeadline(Provider provider, bool isStreaming, CancellationToken caller)
    {
        _caller = caller;
        _timeouts = provider.Call.Timeouts;
        _isStreaming = isStreaming;
        _timer = new CancellationTokenSource(isStreaming ? _timeouts.FirstByte : _timeouts.Total, provider.Call.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    /// <summary>Cancelled by the caller or by a limit that has passed.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>True where the caller has not cancelled, so that a cancellation is a limit's.</summary>
    public bool IsWanted => !_caller.IsCancellationRequested;

    /// <summary>Says that the next piece of the answer is awaited: the time of silence begins anew.</summary>
    public void OnWaiting()
    {
        if (_isStreaming && _hasAnswer)
        {
            _timer.CancelAfter(_timeouts.Idle);
        }
    }

    /// <summary>Says that a piece of the answer has come. Until the next one is awaited, the time is the reader's own.</summary>
    public void OnBytes()
    {
        _hasAnswer = true;
        if (_isStreaming)
        {
            _timer.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The error for a limit that has passed: one of these, or the connection's own.</summary>
    public LlmException CreateError(Exception cause, Uri url) => new(
        LlmErrorKind.Timeout,
        !_timer.IsCancellationRequested ? $"No connection to {url.Scheme}://{url.Authority} could be made in time."
        : !_isStreaming ? $"The call did not finish within {Describe(_timeouts.Total)}. Allow more with WithTimeout, or stream the answer."
        : _hasAnswer ? $"The stream was silent for {Describe(_timeouts.Idle)}. Allow more with WithTimeout."
        : $"No answer came within {Describe(_timeouts.FirstByte)}. Allow more with WithTimeout.",
        cause);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }

    private static string Describe(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
