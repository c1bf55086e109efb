using Parlance.Framing;
using Parlance.Headers;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Transport;

/// <summary>
/// One try at a call: the request sent, the response pumped into a sink. Opening one pumps until its first block, so
/// that whoever decides on another try can still do so after an error that came as the first event of a stream.
/// Disposing it closes the response, and with it the socket of an unfinished one.
/// </summary>
internal sealed class ChatAttempt : IAsyncDisposable
{
    private readonly Provider _provider;
    private readonly ChatCall _call;
    private readonly ResponseAssembler _sink;
    private readonly CallDeadline _deadline;
    private Uri? _url;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private ResponseReader? _reader;

    private ChatAttempt(Provider provider, ChatCall call, ResponseAssembler sink, CancellationToken cancellationToken)
    {
        _provider = provider;
        _call = call;
        _sink = sink;
        _deadline = new CallDeadline(provider, call.IsStreaming, cancellationToken);
    }

    /// <summary>Sends the call and pumps until the first block, the end, or an error.</summary>
    /// <exception cref="LlmException">The call failed before its first block.</exception>
    public static async Task<ChatAttempt> OpenAsync<TSink>(Provider provider, ChatCall call, TSink sink, CancellationToken cancellationToken)
        where TSink : ResponseAssembler, IResponseSink
    {
        var attempt = new ChatAttempt(provider, call, sink, cancellationToken);
        try
        {
            await attempt.SendAsync().ConfigureAwait(false);
            attempt._reader = new ResponseReader(provider.Protocol.CreateDecoder(Tap(provider, call, sink), call)) { KeepsBody = !call.IsStreaming };
            while (!attempt._reader.Decoder.IsCommitted && await attempt.PumpAsync().ConfigureAwait(false))
            {
            }

            if (!attempt._reader.Decoder.IsCommitted)
            {
                attempt.ThrowIfFailed();
            }

            return attempt;
        }
        catch (Exception error)
        {
            await attempt.DisposeAsync().ConfigureAwait(false);
            if (error is LlmException known)
            {
                attempt.Complete(known);
            }

            throw;
        }
    }

    /// <summary>Reads one piece of the response into the sink; false where the response had ended before.</summary>
    public async ValueTask<bool> PumpAsync()
    {
        var reader = _reader!;
        if (reader.Decoder.IsEnded)
        {
            return false;
        }

        if (!reader.TryGetMemory(out var memory))
        {
            return true;
        }

        try
        {
            _deadline.OnWaiting();
            var count = await _body!.ReadAsync(memory, _deadline.Token).ConfigureAwait(false);
            if (count > 0)
            {
                _deadline.OnBytes();
                reader.Advance(count);
                _sink.Body = reader.Body;
            }
            else
            {
                reader.Complete();
            }
        }
        catch (OperationCanceledException cancelled) when (_deadline.IsWanted)
        {
            reader.Decoder.Abort(_deadline.CreateError(cancelled, _url!));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // Whatever arrived before the break may be complete: the terminal decides.
            reader.Complete(broken);
        }

        return true;
    }

    /// <summary>Throws the failure of the response, once everything before it has been delivered.</summary>
    public void ThrowIfFailed()
    {
        if (_sink.Error is { } error)
        {
            throw Complete(error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
        }

        _response?.Dispose();
        _deadline.Dispose();
    }

    /// <summary>The taps of the provider in front of the sink: the one that was added last hears first.</summary>
    private static IResponseSink Tap(Provider provider, ChatCall call, IResponseSink sink)
    {
        foreach (var tap in provider.Call.ResponseTaps)
        {
            sink = tap(call, sink);
        }

        return sink;
    }

    private async Task SendAsync()
    {
        // The body's array goes back to the pool only once it has been sent: after a failure the connection may still be
        // reading it.
        var body = new PooledBuffer();
        using var request = RequestFactory.Create(_provider, _call, body);
        _url = request.RequestUri!;
        try
        {
            _response = await HttpExchange.SendAsync(_provider, request, body.Memory, _deadline).ConfigureAwait(false);
            body.Dispose();
            _sink.RequestId = ResponseHeaders.FindRequestId(_response.Headers);
            await HttpExchange.ThrowIfFailedAsync(_provider, _response, _deadline).ConfigureAwait(false);
            _body = await _response.Content.ReadAsStreamAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (HttpExchange.IsFailure(error, _deadline))
        {
            throw HttpExchange.Describe(_provider, _url, _deadline, error);
        }
    }

    private LlmException Complete(LlmException error) => error.Complete(_provider.Name, _call.Model, _sink.RequestId);
}
