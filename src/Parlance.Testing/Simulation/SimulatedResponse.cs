using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Responses;

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
        encoder.Start(new ResponseInfo { Id = "sim-error", Model = context.Model });
        encoder.BlockStart(0, new BlockInfo(BlockKind.Text));
        encoder.Delta(0, "x"u8);
        encoder.BlockEnd(0);
        var begun = output.Span.Length;
        encoder.Fail(error);
        return output.Span[begun..].ToArray();
    }

    public static bool IsEventStream(string contentType) => contentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Passes on everything but what a fault withholds.</summary>
    private sealed class OmittingSink(IResponseSink inner, SimulatorFaultKind? fault) : DelegatingSink(inner)
    {
        public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
        {
            if (fault != SimulatorFaults.NoUsage)
            {
                base.Usage(usage, rawJson);
            }
        }

        public override void Finish(in FinishInfo finish)
        {
            if (fault != SimulatorFaults.NoTerminal)
            {
                base.Finish(finish);
            }
        }
    }
}
