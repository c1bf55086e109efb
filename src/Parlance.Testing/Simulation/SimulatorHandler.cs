using System.IO.Pipelines;
using System.Net;

namespace Parlance.Testing;

/// <summary>The simulator inside the process. Any number of clients may use it at once, and share its models.</summary>
internal sealed class SimulatorHandler(SimulatorEngine engine) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var captured = await CapturedRequest.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        var asked = new SimulatorRequest(
            captured.Method.Method,
            captured.Url.AbsolutePath,
            captured.Url.Query,
            captured.Headers.GetValueOrDefault(SimulatorFaults.Header),
            captured.Body,
            captured.Body.Length > engine.MaximumRequestBytes);
        // Whoever leaves cancels it; it holds no timer, so it needs no disposal.
        var left = new CancellationTokenSource();
        var connection = new Connection(left);
        _ = connection.RunAsync(engine, asked);
        try
        {
            var response = await connection.Response.WaitAsync(cancellationToken).ConfigureAwait(false);
            response.RequestMessage = request;
            return response;
        }
        catch (OperationCanceledException)
        {
            await left.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Connection(CancellationTokenSource left) : ISimulatorConnection
    {
        private readonly TaskCompletionSource<HttpResponseMessage> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Pipe _pipe = new();
        private Exception? _broken;

        public Task<HttpResponseMessage> Response => _response.Task;

        public async Task RunAsync(SimulatorEngine engine, SimulatorRequest request)
        {
            // The client's thread is its own.
            await Task.Yield();
            try
            {
                if (await engine.AnswerAsync(request, this, left.Token).ConfigureAwait(false))
                {
                    _broken = new IOException("The simulator broke the connection.");
                }
            }
            catch (Exception unexpected)
            {
                _broken = unexpected;
                throw;
            }
            finally
            {
                _response.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The simulator ended the connection without an answer.", _broken));

                // Where nobody asked for the response, nobody hears of its failure.
                _ = _response.Task.Exception;
                await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
            }
        }

        public Task BeginAsync(SimulatorScript script, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage((HttpStatusCode)script.Status) { Content = new LiveContent(new LiveStream(_pipe.Reader.AsStream(), left, () => _broken)) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", script.ContentType);
            foreach (var (name, value) in script.Headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            _response.TrySetResult(response);
            return Task.CompletedTask;
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if ((await _pipe.Writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false)).IsCompleted)
            {
                throw new OperationCanceledException("The client has left.");
            }
        }
    }

    /// <summary>
    /// Tells the simulator when its reader leaves, and the reader how the simulator ended: after all that was written,
    /// which a pipe that is completed with an error would drop.
    /// </summary>
    private sealed class LiveStream(Stream inner, CancellationTokenSource left, Func<Exception?> findBreak) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return count == 0 && !buffer.IsEmpty && findBreak() is { } broken ? throw new IOException(broken.Message, broken) : count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                left.Cancel();
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
