using Parlance.Json;

namespace Parlance.Framing;

/// <summary>One frame of a response: an SSE event, or one JSON value of a sequence. Valid until the next read.</summary>
internal readonly ref struct Frame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, bool isPartial = false)
{
    /// <summary>The SSE event's type, or empty.</summary>
    public ReadOnlySpan<byte> EventType { get; } = eventType;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>True for the last frame of a response that was cut before the frame's own end.</summary>
    public bool IsPartial { get; } = isPartial;
}

/// <summary>
/// Bytes to frames, over one contiguous pooled buffer. Feed it what the network delivers, then take the frames that are
/// complete; the cuts of the network never show.
/// </summary>
internal abstract class FrameReader(int maximumFrameBytes) : IDisposable
{
    /// <summary>Large enough for an image of 48 MB in base64 within one event.</summary>
    public const int DefaultMaximumFrameBytes = 64 << 20;

    protected PooledBuffer Buffer { get; } = new(maximumFrameBytes, initialSize: 16 << 10);

    protected bool IsCompleted { get; private set; }

    public Memory<byte> GetMemory(int sizeHint) => Buffer.GetMemory(sizeHint);

    public void Advance(int count) => Buffer.Advance(count);

    public void Append(ReadOnlySpan<byte> bytes) => Buffer.Append(bytes);

    /// <summary>Says that no more bytes will come: what is left becomes the last frame.</summary>
    public void Complete() => IsCompleted = true;

    /// <summary>Takes the next complete frame.</summary>
    public abstract bool TryRead(out Frame frame);

    public void Dispose() => Buffer.Dispose();
}
