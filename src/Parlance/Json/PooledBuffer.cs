using System.Buffers;

namespace Parlance.Json;

/// <summary>
/// A growing run of bytes in one contiguous pooled array, bounded. Bytes are appended at the end and consumed from the front.
/// Not thread-safe. Disposing gives the array back; a buffer that is used again afterwards takes a new one.
/// </summary>
/// <param name="limit">The most bytes that it may hold.</param>
/// <param name="initialSize">The size of the first array.</param>
public sealed class PooledBuffer(int limit = int.MaxValue, int initialSize = 512) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _array;
    private int _start;
    private int _end;

    /// <summary>How many bytes it holds.</summary>
    public int Length => _end - _start;

    /// <summary>The bytes, valid until the next change.</summary>
    public ReadOnlySpan<byte> Span => _array.AsSpan(_start, Length);

    /// <inheritdoc cref="Span" />
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(_start, Length);

    /// <summary>The bytes, writable: framing folds the lines of one event together in place.</summary>
    public Span<byte> WritableSpan => _array.AsSpan(_start, Length);

    /// <summary>Adds bytes at the end.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidOperationException">The buffer would hold more than its limit.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <inheritdoc cref="Append(ReadOnlySpan{byte})" />
    /// <param name="value">The byte.</param>
    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        _end++;
    }

    /// <inheritdoc />
    public void Advance(int count) => _end += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsMemory(_end);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsSpan(_end);
    }

    /// <summary>Drops bytes from the front.</summary>
    /// <param name="count">How many.</param>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Forgets all bytes and keeps the array.</summary>
    public void Clear() => _start = _end = 0;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            _start = _end = 0;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Reserve(int count)
    {
        if (_array is not null && _array.Length - _end >= count)
        {
            return;
        }

        var needed = checked(Length + count);
        if (needed > limit)
        {
            throw new BufferLimitException(limit);
        }

        // Half a free array is worth a move to the front; else every growth doubles, so appending stays linear.
        var target = _array is not null && needed <= _array.Length / 2
            ? _array
            : ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(initialSize, 2 * Length)));
        Span.CopyTo(target);
        if (_array is not null && target != _array)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _end = Length;
        _start = 0;
        _array = target;
    }
}

/// <summary>A bounded buffer was asked to grow beyond its limit.</summary>
internal sealed class BufferLimitException(int limit)
    : InvalidOperationException($"More than {limit} bytes arrived where one piece of a response may hold at most that many.")
{
    public int Limit { get; } = limit;
}
