using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Streaming;

/// <summary>A response as the bytes of some format, queued until the reader takes them.</summary>
internal sealed class EncodingSink(StreamFormat format, string model, TimeProvider clock) : ResponseAssembler, IResponseSink, IDisposable
{
    private readonly PooledBuffer _output = new();
    private ResponseEncoder? _encoder;

    /// <summary>Whole events that nobody has taken yet.</summary>
    public Queue<ReadOnlyMemory<byte>> Pending { get; } = new();

    public IReadOnlyList<ChatWarning> Warnings => Encoder.Warnings;

    private ResponseEncoder Encoder => _encoder ??= format.CreateEncoder(_output, new ResponseContext(IsStreaming: true, model) { TimeProvider = clock });

    public void Start(string? id, string? model, DateTimeOffset? created)
    {
        Encoder.Start(id, model, created);
        Take();
    }

    public void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        Encoder.BlockStart(index, kind, id, name, mediaType);
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

    public void Finish(ChatFinishReason? reason, string? raw)
    {
        Encoder.Finish(reason, raw);
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
