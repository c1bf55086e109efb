using System.Buffers.Binary;
using System.Text;

namespace Parlance.Tests.Support;

/// <summary>
/// Messages of the binary event stream, made without the library's own code
/// (docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html describes the encoding). The checksum is
/// computed bit by bit, so that a wrong table shows.
/// </summary>
internal static class EventStreamMessage
{
    public static byte[] Event(string type, string payload) =>
        Create(Encoding.UTF8.GetBytes(payload), (":event-type", type), (":content-type", "application/json"), (":message-type", "event"));

    public static byte[] Exception(string type, string payload) =>
        Create(Encoding.UTF8.GetBytes(payload), (":exception-type", type), (":content-type", "application/json"), (":message-type", "exception"));

    public static byte[] Chunk(string json) =>
        Event("chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}}","p":"abcdef"}""");

    public static byte[] Create(byte[] payload, params (string Name, string Value)[] headers)
    {
        var encoded = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            encoded.WriteByte((byte)name.Length);
            encoded.Write(Encoding.UTF8.GetBytes(name));
            encoded.WriteByte(7);
            encoded.Write([(byte)(value.Length >> 8), (byte)value.Length]);
            encoded.Write(Encoding.UTF8.GetBytes(value));
        }

        return Frame(encoded.ToArray(), payload);
    }

    public static byte[] Frame(byte[] headers, byte[] payload)
    {
        var message = new byte[12 + headers.Length + payload.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), CheckSum(message.AsSpan(0, 8)));
        headers.CopyTo(message, 12);
        payload.CopyTo(message, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), CheckSum(message.AsSpan(0, message.Length - 4)));
        return message;
    }

    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
