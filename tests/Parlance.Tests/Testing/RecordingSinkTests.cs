using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

public sealed class RecordingSinkTests
{
    [Fact]
    public void Neither_the_order_of_members_nor_that_of_extras_shows()
    {
        Record("""{"b":[{"y":1,"x":"\u00fc"}],"a":2}""", "one", "two").ShouldBe(Record("""{ "a": 2, "b": [ {"x":"ü","y":1} ] }""", "two", "one"));
        Record("""{"a":1}""", "one", "two").ShouldNotBe(Record("""{"a":2}""", "one", "two"));
    }

    [Fact]
    public void Argument_text_is_compared_byte_for_byte_unless_it_is_told_otherwise()
    {
        Arguments("""{"b":1,"a":2}""", canonicalize: false).ShouldNotBe(Arguments("""{"a":2,"b":1}""", canonicalize: false));
        Arguments("""{"b":1,"a":2}""", canonicalize: true).ShouldBe(Arguments("""{"a":2,"b":1}""", canonicalize: true));
    }

    private static string Record(string json, string firstExtra, string secondExtra)
    {
        var sink = new RecordingSink();
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        sink.Start("id", null, DateTimeOffset.UnixEpoch);
        sink.BlockStart(0, BlockKind.Text, null, null, null);
        sink.Annotation(0, bytes);
        sink.BlockEnd(0);
        sink.Extra(firstExtra, "true"u8);
        sink.Extra(secondExtra, "true"u8);
        sink.Usage(new TokenUsage { OutputTokens = 1 }, bytes);
        sink.Finish(null, null);
        return sink.ToString();
    }

    private static string Arguments(string json, bool canonicalize)
    {
        var sink = new RecordingSink { CanonicalizeArguments = canonicalize };
        sink.Start(null, null, null);
        sink.BlockStart(0, BlockKind.ToolCall, "1", "f", null);
        sink.Delta(0, System.Text.Encoding.UTF8.GetBytes(json));
        sink.BlockEnd(0);
        return sink.ToString();
    }
}
