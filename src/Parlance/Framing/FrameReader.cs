using Parlance.Json;

namespace Parlance.Framing;

/// <summary>
/// One frame of a response: an SSE event, one JSON value of a sequence, or a message of a binary event stream. Valid until
/// the next read.
/// </summary>
internal readonly ref struct Frame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, bool isPartial = false)
{
    /// <summary>The event's type as the framing says it, or empty; of an error its code.</summary>
    public ReadOnlySpan<byte> EventType { get; } = eventType;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>True for the last frame of a response that was cut before the frame's own end.</summary>
    public bool IsPartial { get; } = isPartial;

    /// <summary>True where the framing itself says that the frame is an error.</summary>
    public bool IsError { get; private init; }

    /// <summary>A frame that is an error.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="body">What it says: JSON, or words.</param>
    public static Frame Error(ReadOnlySpan<byte> code, ReadOnlySpan<byte> body) => new(code, body) { IsError = true };
}

/// <summary>
/// Bytes to frames, over one contiguous pooled buffer. Feed it what the network delivers, then take the frames that are
/// complete; the cuts of the network never show.
/// </summary>
internal abstract class FrameReader(int maximumFrameBytes) : IDisposable
{
    /// <summary>Large enough for an image of 48 MB in base64 within one event.</summary>
    public const int DefaultMaximumFrameBytes = 64 << 20;

    /// <summary>True where the body ended within a frame of which nothing could be delivered.</summary>
    public virtual bool EndedInsideFrame => false;

    protected PooledBuffer Buffer { get; } = new(maximumFrameBytes, initialSize: 16 << 10);

    protected bool IsCompleted { get; private set; }

    public Memory<byte> GetMemory(int sizeHint) => Buffer.GetMemory(sizeHint);

    public void Advance(int count) => Buffer.Advance(count);

    public void Append(ReadOnlySpan<byte> bytes) => Buffer.Append(bytes);

    /// <summary>Says that no more bytes will come: what is left becomes the last frame.</summary>
    public void Complete() => IsCompleted = true;

    /// <summary>Takes the next complete frame.</summary>
    /// <exception cref="FramingException">The bytes are not framed as they should be.</exception>
    public abstract bool TryRead(out Frame frame);

    public void Dispose() => Buffer.Dispose();
}
