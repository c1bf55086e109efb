using System.Text;
using Parlance.Framing;
using Parlance.Json;

namespace Parlance.Tests.Framing;

public sealed class SseFrameReaderTests
{
    public static TheoryData<string, string> Streams => new()
    {
        { "data: a\n\ndata: b\n\n", "|a;|b" },
        { "data:a\r\n\r\ndata: b\r\n\r\n", "|a;|b" },
        { "data: a\r\rdata: b\r\r", "|a;|b" },
        { "\uFEFFdata: a\n\n", "|a" },
        { ": ping\n\nevent: x\ndata: a\nid: 1\nretry: 5\n\n: ping\n\n", "x|a" },
        { "data: a\ndata: b\n\n", "|a\nb" },
        { "data: {\"x\":1}\ndata: {\"x\":2}\ndata: [DONE]\n\n", "|{\"x\":1};|{\"x\":2};|[DONE]" },
        { "data: a\n\t\ndata: b\n\t\n", "|a;|b" },
        { "data: a", "|a" },
        { "event: only\n\ndata: a\n", "|a" },
        { "data\ndata\n\ndata:\n\nevent: x\ndata:  \n\ndata: a\n\ndata:", "|a" },
        { "data\ndata: a\n\n", "|\na" },
        { ": a comment longer than all that follows\n\nevent: x\ndata: a\n\ndata: b\n\n", "x|a;|b" },
        { "event: x\nevent\ndata: a\n\n", "|a" },
        { "database: x\neventful: x\ndata: a\n\n", "|a" },
        { "data:{\"text\":\"schön\"}\r\n\r\n", "|{\"text\":\"schön\"}" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Frames_do_not_depend_on_where_the_network_cuts(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        for (var size = 1; size <= bytes.Length; size++)
        {
            Read(bytes, size).ShouldBe(expected, $"cut every {size} bytes");
        }
    }

    [Fact]
    public void A_line_of_many_megabytes_is_one_frame()
    {
        var line = new byte[20 << 20];
        line.AsSpan().Fill((byte)'a');
        using var reader = new SseFrameReader();
        reader.Append("data: "u8);
        foreach (var chunk in line.Chunk(64 << 10))
        {
            reader.TryRead(out _).ShouldBeFalse();
            reader.Append(chunk);
        }

        reader.Append("\n\n"u8);
        reader.TryRead(out var frame).ShouldBeTrue();
        frame.Data.Length.ShouldBe(line.Length);
    }

    [Fact]
    public void A_line_without_end_is_refused_instead_of_filling_memory()
    {
        using var reader = new SseFrameReader(maximumFrameBytes: 32_000);
        Should.Throw<BufferLimitException>(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                reader.Append("data: never ending"u8);
                reader.TryRead(out _);
            }
        }).Message.ShouldContain("32000 bytes");
    }

    private static string Read(byte[] bytes, int size) =>
        Frames.Read(new SseFrameReader(), bytes, size, static (in Frame frame) => $"{Encoding.UTF8.GetString(frame.EventType)}|{Encoding.UTF8.GetString(frame.Data)}");
}
