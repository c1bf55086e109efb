using System.Text;
using Parlance.Framing;

namespace Parlance.Tests.Framing;

public sealed class JsonFrameReaderTests
{
    public static TheoryData<string, string> Streams => new()
    {
        { "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1};{\"a\":2}" },
        { "{\"a\":1}{\"a\":2}", "{\"a\":1};{\"a\":2}" },
        { "{\n  \"a\": [1, {\"b\": \"}\"}]\n}\n", "{\n  \"a\": [1, {\"b\": \"}\"}]\n}" },
        { "[{\"a\":1}\r\n,\r\n{\"a\":2}]\r\n", "{\"a\":1};{\"a\":2}" },
        { "{\"a\":\"\\\"}\\\\\"}\n", "{\"a\":\"\\\"}\\\\\"}" },
        { "[[1,2],[3]]", "[1,2];[3]" },
        { "{\"a\":", "partial:{\"a\":" },
        { "nonsense\n{\"a\":1}", "nonsense;{\"a\":1}" },
        { "\uFEFF{\"a\":1}", "{\"a\":1}" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Values_do_not_depend_on_where_the_network_cuts(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        for (var size = 1; size <= bytes.Length; size++)
        {
            Read(bytes, size).ShouldBe(expected, $"cut every {size} bytes");
        }
    }

    private static string Read(byte[] bytes, int size) =>
        Frames.Read(new JsonFrameReader(), bytes, size, static (in Frame frame) => (frame.IsPartial ? "partial:" : "") + Encoding.UTF8.GetString(frame.Data));
}
