using Parlance.Responses;

namespace EchoAI;

/// <summary>A tap: it hears every piece of an answer, and passes it on.</summary>
/// <param name="inner">Who hears the answer next.</param>
/// <param name="report">Told at the end how many bytes of text there were.</param>
public sealed class TextMeter(IResponseSink inner, Action<int> report) : DelegatingSink(inner)
{
    private int _bytes;

    /// <inheritdoc />
    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        _bytes += utf8.Length;
        base.Delta(index, utf8);
    }

    /// <inheritdoc />
    public override void Finish(in FinishInfo finish)
    {
        report(_bytes);
        base.Finish(finish);
    }
}
