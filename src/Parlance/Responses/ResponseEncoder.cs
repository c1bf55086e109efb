namespace Parlance.Responses;

/// <summary>
/// A sink that writes what it hears in one wire's response format. After every call the output holds only whole events,
/// so a server may flush whenever it likes. An instance serves one response. Wires derive from
/// <see cref="ResponseEncoder{TBlock}"/>; this is what those who use one see.
/// </summary>
public abstract class ResponseEncoder : IResponseSink, IDisposable
{
    /// <summary>The content type of the response: of a failure where it failed before its first event.</summary>
    public abstract string ContentType { get; }

    /// <summary>
    /// What of the response the wire could not carry, in the order in which it was heard, each thing once. A field is
    /// named as the response's own in .NET, such as <c>FinishReason</c> or <c>Annotations</c>, content by its
    /// <see cref="BlockKind"/>, and an extra by its name.
    /// </summary>
    public abstract IReadOnlyList<ChatWarning> Warnings { get; }

    /// <inheritdoc />
    public abstract void Start(in ResponseInfo response);

    /// <inheritdoc />
    public abstract void Identify(in ResponseInfo late);

    /// <inheritdoc />
    public abstract void BlockStart(int index, in BlockInfo block);

    /// <inheritdoc />
    public abstract void Delta(int index, ReadOnlySpan<byte> utf8);

    /// <inheritdoc />
    public abstract void Annotation(int index, ReadOnlySpan<byte> json);

    /// <inheritdoc />
    public abstract void OpaqueState(int index, ReadOnlySpan<byte> bytes);

    /// <inheritdoc />
    public abstract void BlockEnd(int index);

    /// <inheritdoc />
    public abstract void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson);

    /// <inheritdoc />
    public abstract void Extra(string name, ReadOnlySpan<byte> json);

    /// <inheritdoc />
    public abstract void Finish(in FinishInfo finish);

    /// <summary>
    /// Writes the failure as this wire does: an event of a stream that has begun, else the body of an error response.
    /// </summary>
    /// <param name="error">Why.</param>
    public abstract void Fail(LlmException error);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the pooled buffers.</summary>
    /// <param name="disposing">True where called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
