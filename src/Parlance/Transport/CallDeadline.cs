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
        _timeouts = provider.Timeouts;
        _isStreaming = isStreaming;
        _timer = new CancellationTokenSource(isStreaming ? _timeouts.FirstByte : _timeouts.Total, provider.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    /// <summary>Cancelled by the caller or by a limit that has passed.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>True where a limit has passed and the caller has not cancelled.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Says that a piece of the answer has come: the time of silence begins anew.</summary>
    public void OnBytes()
    {
        _hasAnswer = true;
        if (_isStreaming)
        {
            _timer.CancelAfter(_timeouts.Idle);
        }
    }

    /// <summary>The error for a limit that has passed.</summary>
    public LlmException CreateError(Exception cause) => new(
        LlmErrorKind.Timeout,
        !_isStreaming ? $"The call did not finish within {Describe(_timeouts.Total)}. Allow more with WithTimeout, or stream the answer."
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
