using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Parlance.Responses;

/// <summary>Reads what stands in an envelope: bytes that a client may have made up, so that nothing of them is believed.</summary>
internal ref struct EnvelopeReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool TryReadByte(out byte value)
    {
        value = _rest.IsEmpty ? default : _rest[0];
        return TrySkip(sizeof(byte));
    }

    public bool TryReadCount(out int count) => BinaryPrimitives.TryReadInt32LittleEndian(_rest, out count) && TrySkip(sizeof(int));

    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadCount(out var length) || length < 0 || length > _rest.Length)
        {
            return false;
        }

        value = _rest[..length];
        return TrySkip(length);
    }

    public bool TryReadText([NotNullWhen(true)] out string? text)
    {
        var isRead = TryReadBytes(out var value);
        text = isRead ? Encoding.UTF8.GetString(value) : null;
        return isRead;
    }

    private bool TrySkip(int length)
    {
        if (length > _rest.Length)
        {
            return false;
        }

        _rest = _rest[length..];
        return true;
    }
}
