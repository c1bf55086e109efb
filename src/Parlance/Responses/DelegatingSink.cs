namespace Parlance.Responses;

/// <summary>
/// Passes a response on as it is: the base of taps, which override what they want to hear or to change, and call the base
/// to pass it on.
/// </summary>
/// <param name="inner">Who hears the response next.</param>
public abstract class DelegatingSink(IResponseSink inner) : IResponseSink
{
    /// <summary>Who hears the response next.</summary>
    protected IResponseSink Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc />
    public virtual void Start(in ResponseInfo response) => Inner.Start(response);

    /// <inheritdoc />
    public virtual void Identify(in ResponseInfo late) => Inner.Identify(late);

    /// <inheritdoc />
    public virtual void BlockStart(int index, in BlockInfo block) => Inner.BlockStart(index, block);

    /// <inheritdoc />
    public virtual void Delta(int index, ReadOnlySpan<byte> utf8) => Inner.Delta(index, utf8);

    /// <inheritdoc />
    public virtual void Annotation(int index, ReadOnlySpan<byte> json) => Inner.Annotation(index, json);

    /// <inheritdoc />
    public virtual void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Inner.OpaqueState(index, bytes);

    /// <inheritdoc />
    public virtual void BlockEnd(int index) => Inner.BlockEnd(index);

    /// <inheritdoc />
    public virtual void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => Inner.Usage(usage, rawJson);

    /// <inheritdoc />
    public virtual void Extra(string name, ReadOnlySpan<byte> json) => Inner.Extra(name, json);

    /// <inheritdoc />
    public virtual void Finish(in FinishInfo finish) => Inner.Finish(finish);

    /// <inheritdoc />
    public virtual void Fail(LlmException error) => Inner.Fail(error);
}
