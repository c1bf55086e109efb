using System.Runtime.CompilerServices;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// An answer as the bytes of a format, whichever provider it comes from: for a server or a pipe that hands them on. Every
/// element holds one or more whole events. Each enumeration asks anew.
/// </summary>
public sealed class ChatByteStream : IAsyncEnumerable<ReadOnlyMemory<byte>>
{
    private readonly Provider _provider;
    private readonly ChatCall _call;
    private readonly StreamFormat _format;
    private readonly CancellationToken _cancellationToken;

    internal ChatByteStream(Provider provider, ChatCall call, StreamFormat format, CancellationToken cancellationToken)
    {
        _provider = provider;
        _call = call;
        _format = format;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The content type to serve the bytes with.</summary>
    public string ContentType => _format.ContentType;

    /// <summary>
    /// What the request's wire or the format could not carry of the enumeration that ended last; empty before one has.
    /// </summary>
    public IReadOnlyList<ChatWarning> Warnings { get; private set; } = [];

    /// <summary>Asks, and reads the answer.</summary>
    /// <param name="cancellationToken">Cancels the call, its socket included, at once.</param>
    /// <exception cref="LlmException">
    /// The call failed before its first event. One that fails later ends with the error as the format says it.
    /// </exception>
    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        RunAsync(_call with { }, _cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RunAsync(ChatCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var sink = new EncodingSink((output, context) => _format.CreateEncoder(output, context), new ResponseContext(IsStreaming: true, call.Model) { TimeProvider = _provider.Call.TimeProvider });
        var attempt = await ChatAttempt.OpenAsync(_provider, call, sink, cancellationToken).ConfigureAwait(false);
        await using (attempt.ConfigureAwait(false))
        {
            do
            {
                while (sink.Pending.TryDequeue(out var events))
                {
                    yield return events;
                }
            }
            while (await attempt.PumpAsync().ConfigureAwait(false));
        }

        Warnings = [.. call.Warnings, .. sink.Warnings];
    }
}
