using System.Text;
using Parlance.Framing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Framing;

/// <summary>The binary event stream, byte for byte.</summary>
public sealed class EventStreamFrameReaderTests
{
    [Fact]
    public void The_checksum_is_that_of_the_standard() =>
        // The check value that every catalogue of CRC-32 gives for these nine bytes.
        Crc32.Compute("123456789"u8).ShouldBe(0xCBF43926);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Cuts_do_not_show(int size)
    {
        byte[] body =
        [
            .. EventStreamMessage.Event("messageStart", """{"role":"assistant"}"""),
            .. EventStreamMessage.Chunk("""{"type":"ping"}"""),
            .. EventStreamMessage.Exception("throttlingException", """{"message":"Slow down"}"""),
        ];

        Read(body, size).ShouldBe(
        [
            """messageStart {"role":"assistant"}""",
            """ {"type":"ping"}""",
            """error throttlingException {"message":"Slow down"}""",
        ]);
    }

    [Fact]
    public void A_broken_checksum_is_named()
    {
        var prelude = EventStreamMessage.Event("messageStart", "{}");
        prelude[8] ^= 1;
        Should.Throw<FramingException>(() => Read(prelude, int.MaxValue)).Message.ShouldContain("CRC-32 of a prelude");

        var payload = EventStreamMessage.Event("messageStart", """{"role":"assistant"}""");
        payload[^6] ^= 1;
        Should.Throw<FramingException>(() => Read(payload, int.MaxValue)).Message.ShouldContain("CRC-32 of a message");
    }

    [Fact]
    public void A_message_that_claims_too_much_is_refused_before_it_is_buffered()
    {
        var message = EventStreamMessage.Event("messageStart", new string(' ', 2000));
        using var reader = new EventStreamFrameReader(maximumFrameBytes: 1024);
        reader.Append(message.AsSpan(0, 12));
        Should.Throw<FramingException>(() => reader.TryRead(out _)).Message.ShouldContain("too large");
    }

    [Fact]
    public void Headers_of_every_type_are_stepped_over()
    {
        byte[] headers =
        [
            .. Header("a", 0), .. Header("b", 1), .. Header("c", 2, 9), .. Header("d", 3, 0, 9), .. Header("e", 4, 0, 0, 0, 9),
            .. Header("f", 5, 0, 0, 0, 0, 0, 0, 0, 9), .. Header("g", 6, 0, 2, 1, 2), .. Header("h", 8, 0, 0, 0, 0, 0, 0, 0, 9),
            .. Header("i", 9, new byte[16]), .. Header(":event-type", 7, 0, 1, (byte)'x'),
        ];
        Read(EventStreamMessage.Frame(headers, "{}"u8.ToArray()), 1).ShouldBe(["x {}"]);
        Should.Throw<FramingException>(() => Read(EventStreamMessage.Frame(Header("a", 77), []), int.MaxValue)).Message.ShouldContain("unknown type 77");
        Should.Throw<FramingException>(() => Read(EventStreamMessage.Frame(Header("a", 7, 0, 9), []), int.MaxValue)).Message.ShouldContain("longer than");
    }

    [Fact]
    public void An_error_message_speaks_by_its_headers() =>
        Read(EventStreamMessage.Create([], (":message-type", "error"), (":error-code", "InternalError"), (":error-message", "Broken")), 3)
            .ShouldBe(["error InternalError Broken"]);

    [Fact]
    public void The_first_byte_tells_the_framing()
    {
        FrameFormat.TryCreateReader(EventStreamMessage.Event("x", "{}").AsSpan(0, 1), FrameReader.DefaultMaximumFrameBytes, out var reader).ShouldBeTrue();
        reader.ShouldBeOfType<EventStreamFrameReader>().Dispose();
    }

    private static byte[] Header(string name, byte type, params byte[] value) => [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), type, .. value];

    private static List<string> Read(byte[] body, int size)
    {
        var frames = new List<string>();
        using var reader = new EventStreamFrameReader();
        foreach (var piece in body.Chunk(Math.Min(size, body.Length)))
        {
            reader.Append(piece);
            while (reader.TryRead(out var frame))
            {
                frames.Add($"{(frame.IsError ? "error " : "")}{Encoding.UTF8.GetString(frame.EventType)} {Encoding.UTF8.GetString(frame.Data)}");
            }
        }

        reader.Complete();
        reader.TryRead(out _).ShouldBeFalse();
        reader.EndedInsideFrame.ShouldBeFalse();
        return frames;
    }
}
