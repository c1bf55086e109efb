using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Framing;

/// <summary>
/// The binary <c>application/vnd.amazon.eventstream</c> to frames. A message is a prelude of 12 bytes (its length, the
/// length of its headers, a CRC-32 of these two), the headers, the payload, and a CRC-32 of everything before it; all
/// numbers are big-endian. Both checksums are verified.
/// </summary>
internal sealed class EventStreamFrameReader(int maximumFrameBytes = FrameReader.DefaultMaximumFrameBytes) : FrameReader(maximumFrameBytes)
{
    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;

    private readonly int _maximumFrameBytes = maximumFrameBytes;
    private int _delivered;

    public override bool EndedInsideFrame => IsCompleted && Buffer.Length > _delivered;

    public override bool TryRead(out Frame frame)
    {
        Buffer.Consume(_delivered);
        _delivered = 0;
        frame = default;
        if (Buffer.Length < PreludeLength)
        {
            return false;
        }

        var (length, headersLength) = ReadPrelude(Buffer.Span);
        if (Buffer.Length < length)
        {
            return false;
        }

        var message = Buffer.WritableSpan[..length];
        CheckSum(message[..^ChecksumLength], message[^ChecksumLength..], "a message");
        _delivered = length;
        frame = Open(EventStreamHeaders.Read(message.Slice(PreludeLength, headersLength)), message[(PreludeLength + headersLength)..^ChecksumLength]);
        return true;
    }

    private (int Length, int HeadersLength) ReadPrelude(ReadOnlySpan<byte> bytes)
    {
        CheckSum(bytes[..8], bytes[8..PreludeLength], "a prelude");
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headersLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (length > _maximumFrameBytes)
        {
            throw new FramingException($"The event stream is too large: a message claims {length} bytes, and {_maximumFrameBytes} are allowed.");
        }

        return length >= PreludeLength + ChecksumLength && headersLength <= length - PreludeLength - ChecksumLength
            ? ((int)length, (int)headersLength)
            : throw new FramingException($"The event stream is malformed: a message of {length} bytes cannot hold {headersLength} bytes of headers.");
    }

    private static void CheckSum(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected, string what)
    {
        if (Crc32.Compute(bytes) != BinaryPrimitives.ReadUInt32BigEndian(expected))
        {
            throw new FramingException($"The event stream is damaged: the CRC-32 of {what} does not match its bytes.");
        }
    }

    private static Frame Open(EventStreamHeaders headers, Span<byte> payload)
    {
        if (headers.MessageType.SequenceEqual("exception"u8))
        {
            return Frame.Error(headers.Name, payload);
        }

        if (headers.MessageType.SequenceEqual("error"u8))
        {
            return Frame.Error(headers.Name, headers.ErrorMessage);
        }

        return headers.Name.SequenceEqual("chunk"u8) ? new Frame(default, Unwrap(payload)) : new Frame(headers.Name, payload);
    }

    /// <summary>A model's own event travels as base64 in the member <c>bytes</c> of a chunk; it is decoded where it lies.</summary>
    private static ReadOnlySpan<byte> Unwrap(Span<byte> payload)
    {
        try
        {
            var wrapped = JsonSlice.Parse(payload).Member("bytes"u8);
            if (wrapped.IsString && payload.Overlaps(wrapped.Bytes, out var start))
            {
                var base64 = payload.Slice(start, wrapped.Bytes.Length);
                return Base64.DecodeFromUtf8InPlace(base64, out var written) == System.Buffers.OperationStatus.Done
                    ? base64[..written]
                    : throw new FramingException("The event stream is malformed: the bytes of a chunk are not base64.");
            }
        }
        catch (JsonException)
        {
            // A chunk that wraps nothing: the decoder says what is wrong with it.
        }

        return payload;
    }
}
