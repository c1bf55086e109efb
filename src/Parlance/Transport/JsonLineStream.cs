using System.Text.Json;
using Parlance.Framing;
using Parlance.Headers;

namespace Parlance.Transport;

/// <summary>
/// A streamed response that is not a chat: one JSON value after the other, with the address, headers, key, time limits and
/// errors of a streamed chat. Disposing it closes the response, and with it the socket of an unfinished one.
/// </summary>
internal sealed class JsonLineStream : IAsyncDisposable
{
    private readonly Provider _provider;
    private readonly CallDeadline _deadline;
    private readonly JsonFrameReader _frames = new();
    private Uri? _url;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private bool _isEnded;

    private JsonLineStream(Provider provider, CancellationToken cancellationToken)
    {
        _provider = provider;
        _deadline = new CallDeadline(provider, isStreaming: true, cancellationToken);
    }

    public string? RequestId { get; private set; }

    /// <summary>The value that was read last.</summary>
    public JsonElement Current { get; private set; }

    /// <exception cref="LlmException">The call failed.</exception>
    public static async Task<JsonLineStream> OpenAsync(Provider provider, JsonCall question, CancellationToken cancellationToken)
    {
        var stream = new JsonLineStream(provider, cancellationToken);
        try
        {
            await stream.SendAsync(question).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads the next value; false after the last.</summary>
    /// <exception cref="LlmException">The connection broke, was silent too long, or carries no JSON.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        try
        {
            while (!TryTake())
            {
                if (_isEnded)
                {
                    return false;
                }

                _deadline.OnWaiting();
                var count = await _body!.ReadAsync(_frames.GetMemory(1), _deadline.Token).ConfigureAwait(false);
                _deadline.OnBytes();
                _frames.Advance(count);
                if (count == 0)
                {
                    _isEnded = true;
                    _frames.Complete();
                }
            }

            return true;
        }
        catch (Exception error) when (HttpExchange.IsFailure(error, _deadline))
        {
            throw HttpExchange.Describe(_provider, _url!, _deadline, error);
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, $"The response is not JSON: {malformed.Message}", malformed) { StatusCode = 200 };
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
        }

        _response?.Dispose();
        _frames.Dispose();
        _deadline.Dispose();
    }

    private async Task SendAsync(JsonCall question)
    {
        using var request = RequestFactory.Create(_provider, question);
        _url = request.RequestUri!;
        try
        {
            _response = await HttpExchange.SendAsync(_provider, request, question.Body, _deadline).ConfigureAwait(false);
            RequestId = ResponseHeaders.FindRequestId(_response.Headers);
            await HttpExchange.ThrowIfFailedAsync(_provider, _response, _deadline).ConfigureAwait(false);
            _body = await _response.Content.ReadAsStreamAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (HttpExchange.IsFailure(error, _deadline))
        {
            throw HttpExchange.Describe(_provider, _url, _deadline, error);
        }
    }

    private bool TryTake()
    {
        if (!_frames.TryRead(out var frame))
        {
            return false;
        }

        Current = JsonElement.Parse(frame.Data);
        return true;
    }
}
