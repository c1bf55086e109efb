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

    [Fact]
    public void A_call_is_a_line_that_leaves_out_what_is_absent()
    {
        var sink = new RecordingSink();
        Tell(sink);
        sink.ToString().ShouldBe("""
            start id=r1 created=2026-01-02T03:04:05+00:00 uncached=7 read=0
            block 0 Text
            delta 0 "one "
            delta 0 "\"two\"\n\\"
            annotation 0 {"a":2,"b":1}
            end 0
            block 1 ToolCall id="" name="a b"
            delta 1 "{"
            state 1 {"a":2,"b":1}
            end 1
            late model=m
            extra one {"a":2,"b":1}
            extra two {"a":2,"b":1}
            usage uncached=7 read=0 write5m=1 write1h=2 output=3 reasoning=4 raw={"a":2,"b":1}
            finish stop raw=end_turn
            """);
    }

    [Fact]
    public void Deltas_are_joined_and_payloads_kept_where_that_is_wanted()
    {
        var sink = new RecordingSink { JoinDeltas = true, Verbatim = true };
        Tell(sink);
        sink.ToString().ShouldBe("""
            start id=r1 created=2026-01-02T03:04:05+00:00 uncached=7 read=0
            block 0 Text
            delta 0 "one \"two\"\n\\"
            annotation 0 {"b": 1, "a": 2}
            end 0
            block 1 ToolCall id="" name="a b"
            delta 1 "{"
            state 1 {"b": 1, "a": 2}
            end 1
            late model=m
            extra two {"b": 1, "a": 2}
            extra one {"b": 1, "a": 2}
            usage uncached=7 read=0 write5m=1 write1h=2 output=3 reasoning=4 raw={"b": 1, "a": 2}
            finish stop raw=end_turn
            """);
    }

    [Fact]
    public void Only_neighbours_are_joined()
    {
        var sink = new RecordingSink { JoinDeltas = true };
        foreach (var index in new[] { 0, 1 })
        {
            sink.BlockStart(index, BlockKind.Text, null, null, null);
        }

        foreach (var (index, text) in new[] { (0, "a"), (1, "b"), (0, "c"), (0, "d") })
        {
            sink.Delta(index, System.Text.Encoding.UTF8.GetBytes(text));
        }

        sink.Lines.ShouldBe(["block 0 Text", "block 1 Text", "delta 0 \"a\"", "delta 1 \"b\"", "delta 0 \"cd\""]);
        sink.Blocks.ShouldBe([(BlockKind.Text, "acd"), (BlockKind.Text, "b")]);
    }

    [Fact]
    public void An_error_says_its_kind_status_code_and_message()
    {
        var sink = new RecordingSink();
        sink.Fail(new LlmException(LlmErrorKind.Overloaded, "Busy.") { StatusCode = 529, ProviderCode = "overloaded_error" });
        sink.Lines.ShouldBe(["fail Overloaded status=529 code=overloaded_error \"Busy.\""]);
    }

    private static void Tell(RecordingSink sink)
    {
        var json = """{"b": 1, "a": 2}"""u8;
        sink.Start(new ResponseInfo
        {
            Id = "r1",
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            InputUsage = new TokenUsage { UncachedInputTokens = 7, CacheReadTokens = 0 },
        });
        sink.BlockStart(0, BlockKind.Text, null, null, null);
        sink.Delta(0, "one "u8);
        sink.Delta(0, "\"two\"\n\\"u8);
        sink.Annotation(0, json);
        sink.BlockEnd(0);
        sink.BlockStart(1, BlockKind.ToolCall, "", "a b", null);
        sink.Delta(1, "{"u8);
        sink.OpaqueState(1, json);
        sink.BlockEnd(1);
        sink.Identify(new ResponseInfo { Model = "m" });
        sink.Extra("two", json);
        sink.Extra("one", json);
        sink.Usage(
            new TokenUsage { UncachedInputTokens = 7, CacheReadTokens = 0, CacheWrite5mTokens = 1, CacheWrite1hTokens = 2, OutputTokens = 3, ReasoningTokens = 4 },
            json);
        sink.Finish(Microsoft.Extensions.AI.ChatFinishReason.Stop, "end_turn");
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
