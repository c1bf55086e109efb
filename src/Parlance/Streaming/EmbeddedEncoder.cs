using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Streaming;

/// <summary>One wire's lines as the text of another's: each line that the inner encoder writes is a delta of the outer one.</summary>
internal sealed class EmbeddedEncoder : ResponseEncoder
{
    private readonly PooledBuffer _lines = new();
    private readonly ResponseEncoder _inner;
    private readonly ResponseEncoder _outer;
    private bool _isOpen;

    public EmbeddedEncoder(Func<IBufferWriter<byte>, ResponseEncoder> createInner, ResponseEncoder outer)
    {
        _inner = createInner(_lines);
        _outer = outer;
    }

    public override string ContentType => _outer.ContentType;

    public override IReadOnlyList<ChatWarning> Warnings => _inner.Warnings;

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        _inner.Start(id, model, created);
        _outer.Start(id, model, created);
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        _inner.BlockStart(index, kind, id, name, mediaType);
        HandOn();
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        _inner.Delta(index, utf8);
        HandOn();
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json) => _inner.Annotation(index, json);

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes) => _inner.OpaqueState(index, bytes);

    public override void BlockEnd(int index)
    {
        _inner.BlockEnd(index);
        HandOn();
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _inner.Usage(usage, rawJson);

    public override void Extra(string name, ReadOnlySpan<byte> json) => _inner.Extra(name, json);

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        _inner.Finish(reason, raw);
        HandOn();
        if (_isOpen)
        {
            _outer.BlockEnd(0);
        }

        // Whatever the model did is told in the inner wire; the outer one carried text and is at its end.
        _outer.Finish(ChatFinishReason.Stop, null);
    }

    public override void Fail(LlmException error) => _outer.Fail(error);

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        _outer.Dispose();
        _lines.Dispose();
        base.Dispose(disposing);
    }

    private void HandOn()
    {
        var rest = _lines.Span;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!_isOpen)
            {
                _outer.BlockStart(0, BlockKind.Text, null, null, null);
                _isOpen = true;
            }

            _outer.Delta(0, rest[..end]);
            rest = rest[(end + 1)..];
        }

        _lines.Clear();
    }
}
