using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Streaming;

namespace Parlance.Testing;

/// <summary>The simulated model's answer in one wire, as the events that it consists of.</summary>
internal static class SimulatedResponse
{
    /// <summary>Encodes the answer to a call.</summary>
    public static (string ContentType, IReadOnlyList<byte[]> Frames) Create(Protocol protocol, ChatCall call, ResponseContext context, SimulatorFault? fault)
    {
        using var output = new PooledBuffer();
        using var encoder = protocol.CreateEncoder(output, context);
        SimulatedModel.Respond(call, new OmittingSink(encoder, fault?.Kind), context.TimeProvider.GetUtcNow());
        var frames = new List<byte[]>();
        if (!context.IsStreaming)
        {
            return (encoder.ContentType, [output.Span.ToArray()]);
        }

        var separator = IsEventStream(encoder.ContentType) ? "\n\n"u8 : "\n"u8;
        for (var rest = output.Span; !rest.IsEmpty;)
        {
            var end = rest.IndexOf(separator);
            var length = end < 0 ? rest.Length : end + separator.Length;
            frames.Add(rest[..length].ToArray());
            rest = rest[length..];
        }

        return (encoder.ContentType, frames);
    }

    /// <summary>The body of an error response.</summary>
    public static byte[] CreateError(Protocol protocol, LlmException error)
    {
        using var output = new PooledBuffer();
        using var encoder = protocol.CreateEncoder(output, new ResponseContext(IsStreaming: false, error.Model ?? ""));
        encoder.Fail(error);
        return output.Span.ToArray();
    }

    /// <summary>An error within a streamed response, in the wire's own words: what it writes of one after the answer has begun.</summary>
    public static byte[] CreateErrorEvent(Protocol protocol, ResponseContext context, LlmException error)
    {
        using var output = new PooledBuffer();
        using var encoder = protocol.CreateEncoder(output, context);
        encoder.Start("sim-error", context.Model, null);
        encoder.BlockStart(0, BlockKind.Text, null, null, null);
        encoder.Delta(0, "x"u8);
        encoder.BlockEnd(0);
        var begun = output.Span.Length;
        encoder.Fail(error);
        return output.Span[begun..].ToArray();
    }

    public static bool IsEventStream(string contentType) => contentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Passes on everything but what a fault withholds.</summary>
    private sealed class OmittingSink(IResponseSink inner, SimulatorFaultKind? fault) : IResponseSink
    {
        public void Start(string? id, string? model, DateTimeOffset? created) => inner.Start(id, model, created);

        public void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType) => inner.BlockStart(index, kind, id, name, mediaType);

        public void Delta(int index, ReadOnlySpan<byte> utf8) => inner.Delta(index, utf8);

        public void Annotation(int index, ReadOnlySpan<byte> json) => inner.Annotation(index, json);

        public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => inner.OpaqueState(index, bytes);

        public void BlockEnd(int index) => inner.BlockEnd(index);

        public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
        {
            if (fault != SimulatorFaults.NoUsage)
            {
                inner.Usage(usage, rawJson);
            }
        }

        public void Extra(string name, ReadOnlySpan<byte> json) => inner.Extra(name, json);

        public void Finish(ChatFinishReason? reason, string? raw)
        {
            if (fault != SimulatorFaults.NoTerminal)
            {
                inner.Finish(reason, raw);
            }
        }

        public void Fail(LlmException error) => inner.Fail(error);
    }
}
