using System.Buffers;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>A response as the bytes of some format, queued until the reader takes them.</summary>
/// <param name="createEncoder">Makes the format's encoder.</param>
/// <param name="context">What it must know of the request.</param>
internal sealed class EncodingSink(Func<IBufferWriter<byte>, ResponseContext, ResponseEncoder> createEncoder, ResponseContext context) : ResponseAssembler, IResponseSink, IDisposable
{
    private readonly PooledBuffer _output = new();
    private ResponseEncoder? _encoder;

    /// <summary>Whole events that nobody has taken yet.</summary>
    public Queue<ReadOnlyMemory<byte>> Pending { get; } = new();

    public IReadOnlyList<ChatWarning> Warnings => Encoder.Warnings;

    private ResponseEncoder Encoder => _encoder ??= createEncoder(_output, context);

    public void Start(in ResponseInfo response)
    {
        Encoder.Start(response);
        Take();
    }

    public void Identify(in ResponseInfo late)
    {
        Encoder.Identify(late);
        Take();
    }

    public void BlockStart(int index, in BlockInfo block)
    {
        Encoder.BlockStart(index, block);
        Take();
    }

    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        Encoder.Delta(index, utf8);
        Take();
    }

    public void Annotation(int index, ReadOnlySpan<byte> json)
    {
        Encoder.Annotation(index, json);
        Take();
    }

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        Encoder.OpaqueState(index, bytes);
        Take();
    }

    public void BlockEnd(int index)
    {
        Encoder.BlockEnd(index);
        Take();
    }

    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        Encoder.Usage(usage, rawJson);
        Take();
    }

    public void Extra(string name, ReadOnlySpan<byte> json)
    {
        Encoder.Extra(name, json);
        Take();
    }

    public void Finish(in FinishInfo finish)
    {
        Encoder.Finish(finish);
        Take();
    }

    public void Fail(LlmException error)
    {
        Error = error;
        Encoder.Fail(error);
        Take();
    }

    public void Dispose()
    {
        _encoder?.Dispose();
        _output.Dispose();
    }

    private void Take()
    {
        if (_output.Length > 0)
        {
            Pending.Enqueue(_output.Span.ToArray());
            _output.Clear();
        }
    }
}
