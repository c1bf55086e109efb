using System.Buffers;

namespace Parlance.Json;

/// <summary>
/// A growing run of bytes in one contiguous pooled array, bounded. Bytes are appended at the end and consumed from the front.
/// </summary>
internal sealed class PooledBuffer(int limit = int.MaxValue, int initialSize = 512) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _array;
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Span => _array.AsSpan(_start, Length);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(_start, Length);

    /// <summary>The live bytes, writable: framing folds the lines of one event together in place.</summary>
    public Span<byte> WritableSpan => _array.AsSpan(_start, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        _end++;
    }

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsSpan(_end);
    }

    /// <summary>Drops bytes from the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public void Clear() => _start = _end = 0;

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
