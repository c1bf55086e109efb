using System.Collections.Concurrent;
using System.Net;

namespace Parlance.Testing;

/// <summary>
/// Answers with recorded responses instead of calling anyone, and keeps what was asked. The bytes arrive cut as the test
/// wants them, when it wants them, and the connection breaks where it wants it to. Thread-safe.
/// </summary>
/// <example>
/// <code>
/// var handler = new ReplayHandler(new ReplayResponse(recordedBody) { Chunks = ReplayChunks.SingleBytes });
/// var model = Providers.OpenAI.WithApiKey("test").WithHandler(handler).Chat("gpt-5");
/// </code>
/// </example>
public sealed class ReplayHandler : HttpMessageHandler
{
    private readonly Func<CapturedRequest, ReplayResponse> _answer;
    private readonly ConcurrentQueue<CapturedRequest> _requests = new();

    /// <summary>Answers each request with the next response, and every further one with the last.</summary>
    /// <param name="responses">The responses; at least one.</param>
    public ReplayHandler(params IReadOnlyList<ReplayResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentOutOfRangeException.ThrowIfZero(responses.Count, nameof(responses));
        var next = -1;
        _answer = _ => responses[Math.Min(Interlocked.Increment(ref next), responses.Count - 1)];
    }

    /// <summary>Answers each request with what a function makes of it.</summary>
    /// <param name="answer">The function.</param>
    public ReplayHandler(Func<CapturedRequest, ReplayResponse> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = answer;
    }

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<CapturedRequest> Requests => [.. _requests];

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var captured = await CapturedRequest.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        _requests.Enqueue(captured);
        var answer = _answer(captured);
        if (answer.HeadersGate is { } gate)
        {
            try
            {
                await gate.PassAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                captured.Close();
                throw;
            }
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.StatusCode)
        {
            RequestMessage = request,
            Content = new LiveContent(new ReplayStream(answer, captured)),
        };
        foreach (var (name, value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private sealed class ReplayStream(ReplayResponse answer, CapturedRequest request) : ReadOnlyStream
    {
        private readonly IEnumerator<ReadOnlyMemory<byte>> _chunks = answer.Chunks.Cut(answer.Body[..Math.Min(answer.BreakAfter ?? int.MaxValue, answer.Body.Length)]).GetEnumerator();
        private ReadOnlyMemory<byte> _rest;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (buffer.IsEmpty)
            {
                return 0;
            }

            if (_rest.IsEmpty)
            {
                if (answer.BodyGate is { } gate)
                {
                    await gate.PassAsync(cancellationToken).ConfigureAwait(false);
                }

                if (!_chunks.MoveNext())
                {
                    return answer.BreakAfter is null ? 0 : throw new IOException("The replayed connection broke.");
                }

                _rest = _chunks.Current;
            }

            var count = Math.Min(buffer.Length, _rest.Length);
            _rest[..count].CopyTo(buffer);
            _rest = _rest[count..];
            request.BytesRead += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _chunks.Dispose();
                request.Close();
            }

            base.Dispose(disposing);
        }
    }
}
