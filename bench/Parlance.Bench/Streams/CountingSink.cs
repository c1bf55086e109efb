using Parlance.Responses;

namespace Parlance.Bench.Streams;

/// <summary>A listener that only counts, so that what is measured is the decoder.</summary>
public sealed class CountingSink : IResponseSink
{
    public long ContentBytes { get; private set; }

    public bool IsFinished { get; private set; }

    public void Start(in ResponseInfo response)
    {
    }

    public void Identify(in ResponseInfo late)
    {
    }

    public void BlockStart(int index, in BlockInfo block)
    {
    }

    public void Delta(int index, ReadOnlySpan<byte> utf8) => ContentBytes += utf8.Length;

    public void Annotation(int index, ReadOnlySpan<byte> json)
    {
    }

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
    }

    public void BlockEnd(int index)
    {
    }

    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
    }

    public void Extra(string name, ReadOnlySpan<byte> json)
    {
    }

    public void Finish(in FinishInfo finish) => IsFinished = true;

    public void Fail(LlmException error) => throw error;
}
