using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Responses;

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

    public override void Start(in ResponseInfo response)
    {
        _inner.Start(response);
        _outer.Start(response);
    }

    public override void Identify(in ResponseInfo late)
    {
        _inner.Identify(late);
        _outer.Identify(late);
    }

    public override void BlockStart(int index, in BlockInfo block)
    {
        _inner.BlockStart(index, block);
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

    public override void Finish(in FinishInfo finish)
    {
        _inner.Finish(finish);
        HandOn();
        if (_isOpen)
        {
            _outer.BlockEnd(0);
        }

        // Whatever the model did is told in the inner wire; the outer one carried text and is at its end.
        _outer.Finish(new FinishInfo(ChatFinishReason.Stop, RawReason: null));
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
                _outer.BlockStart(0, new BlockInfo(BlockKind.Text));
                _isOpen = true;
            }

            _outer.Delta(0, rest[..end]);
            rest = rest[(end + 1)..];
        }

        _lines.Clear();
    }
}
