using System.Buffers.Binary;

namespace Parlance.Framing;

/// <summary>
/// The headers of one event stream message that say what it is. The types of header values are those of the vendor's
/// event stream encoding; all headers read here are strings (type 7), the others are stepped over.
/// </summary>
internal readonly ref struct EventStreamHeaders
{
    private const byte StringType = 7;

    private EventStreamHeaders(ReadOnlySpan<byte> messageType, ReadOnlySpan<byte> name, ReadOnlySpan<byte> errorMessage)
    {
        MessageType = messageType;
        Name = name;
        ErrorMessage = errorMessage;
    }

    /// <summary><c>event</c>, <c>exception</c> or <c>error</c>.</summary>
    public ReadOnlySpan<byte> MessageType { get; }

    /// <summary>The event's type, the exception's type or the error's code, whichever the message has.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The words of an error, which has no payload.</summary>
    public ReadOnlySpan<byte> ErrorMessage { get; }

    /// <exception cref="FramingException">The headers are not encoded as the encoding says.</exception>
    public static EventStreamHeaders Read(ReadOnlySpan<byte> headers)
    {
        ReadOnlySpan<byte> messageType = default, name = default, errorMessage = default;
        while (!headers.IsEmpty)
        {
            var key = Take(ref headers, Take(ref headers, 1)[0]);
            var type = Take(ref headers, 1)[0];
            var value = Take(ref headers, LengthOf(type, ref headers));
            if (type != StringType)
            {
                continue;
            }

            if (key.SequenceEqual(":message-type"u8))
            {
                messageType = value;
            }
            else if (key.SequenceEqual(":event-type"u8) || key.SequenceEqual(":exception-type"u8) || key.SequenceEqual(":error-code"u8))
            {
                name = value;
            }
            else if (key.SequenceEqual(":error-message"u8))
            {
                errorMessage = value;
            }
        }

        return new EventStreamHeaders(messageType, name, errorMessage);
    }

    /// <summary>True and false hold no bytes; then byte, short, integer, long; bytes and string say their length; timestamp; UUID.</summary>
    private static int LengthOf(byte type, scoped ref ReadOnlySpan<byte> headers) => type switch
    {
        0 or 1 => 0,
        2 => 1,
        3 => 2,
        4 => 4,
        5 or 8 => 8,
        6 or StringType => BinaryPrimitives.ReadUInt16BigEndian(Take(ref headers, 2)),
        9 => 16,
        _ => throw new FramingException($"The event stream is malformed: a header has the unknown type {type}."),
    };

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> headers, int length)
    {
        if (length > headers.Length)
        {
            throw new FramingException("The event stream is malformed: a header is longer than the message's headers.");
        }

        var taken = headers[..length];
        headers = headers[length..];
        return taken;
    }
}
