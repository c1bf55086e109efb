using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Responses;

public sealed class ResponseDecoderTests
{
    [Fact]
    public void The_start_waits_for_the_first_block_and_the_first_value_of_an_id_wins() =>
        Play(
            decoder => decoder.Ids("", "m"),
            decoder =>
            {
                decoder.Ids("id", "other", DateTimeOffset.FromUnixTimeSeconds(5));
                decoder.Add(decoder.Open(BlockKind.Text), "Hi");
                decoder.Stop(ChatFinishReason.Stop, "stop");
            },
            decoder => decoder.Done()).ShouldBe("""
            start id=id model=m created=1970-01-01T00:00:05+00:00
            block 0 Text
            delta 0 "Hi"
            end 0
            finish stop raw=stop
            """);

    [Fact]
    public void What_comes_after_the_first_block_travels_with_the_end() =>
        Play(
            decoder => decoder.Open(BlockKind.Text),
            decoder => decoder.Ids("i\"d", "m", DateTimeOffset.FromUnixTimeSeconds(5)),
            decoder => decoder.Done()).ShouldBe("""
            start
            block 0 Text
            end 0
            late id="i\"d" model=m created=1970-01-01T00:00:05+00:00
            finish
            """);

    [Fact]
    public void Blocks_are_numbered_may_interleave_and_close_once() =>
        Play(decoder =>
        {
            var first = decoder.Open(BlockKind.ToolCall, "a", "f");
            var second = decoder.Open(BlockKind.ToolCall, "b", "g");
            decoder.Add(second, "2");
            decoder.Add(first, "1");
            decoder.Add(first, "");
            decoder.Close(second);
            decoder.Close(second);
            decoder.Close(-1);
            decoder.Done();
        }).ShouldBe("""
            start
            block 0 ToolCall id=a name=f
            block 1 ToolCall id=b name=g
            delta 1 "2"
            delta 0 "1"
            end 1
            end 0
            finish
            """);

    [Fact]
    public void A_stop_with_client_tool_calls_is_tool_calls()
    {
        Play(Call(BlockKind.ToolCall, ChatFinishReason.Stop)).ShouldEndWith("\nfinish tool_calls raw=raw");
        Play(Call(BlockKind.ServerToolCall, ChatFinishReason.Stop)).ShouldEndWith("\nfinish stop raw=raw");
        Play(Call(BlockKind.ToolCall, ChatFinishReason.Length)).ShouldEndWith("\nfinish length raw=raw");

        static Action<ScriptedDecoder> Call(BlockKind kind, ChatFinishReason reason) => decoder =>
        {
            decoder.Open(kind, "a", "f");
            decoder.Stop(reason, "raw");
            decoder.Done();
        };
    }

    [Fact]
    public void A_surrogate_waits_for_its_other_half_of_the_same_block() =>
        Play(decoder =>
        {
            var first = decoder.Open(BlockKind.Text);
            var second = decoder.Open(BlockKind.Reasoning);
            decoder.AddJson(first, "a\\ud83d");
            decoder.AddJson(second, "b\\ude00");
            decoder.AddJson(first, "\\ude00c");
            decoder.AddJson(first, "\\ud83d");
            decoder.AddJson(first, "plain");
            decoder.AddJson(second, "\\ud83d");
            decoder.Close(second);
            decoder.AddJson(first, "\\ud83d\\ud83d\\ude00");
            decoder.Done();
        }).ShouldBe("""
            start
            block 0 Text
            block 1 Reasoning
            delta 0 "a"
            delta 1 "b�"
            delta 0 "😀c"
            delta 0 "�"
            delta 0 "plain"
            delta 1 "�"
            end 1
            delta 0 "�😀"
            end 0
            finish
            """);

    [Fact]
    public void Usage_is_merged_and_told_once() =>
        Play(
            decoder => decoder.Count(new TokenUsage { UncachedInputTokens = 5, OutputTokens = 1 }, """{"a":1}"""),
            decoder => decoder.Count(new TokenUsage { CacheReadTokens = 2, OutputTokens = 9 }, """{"b":2}"""),
            decoder => decoder.Done()).ShouldBe("""
            start uncached=5 read=2
            usage uncached=5 read=2 output=9 raw={"b":2}
            finish
            """);

    [Fact]
    public void Extras_are_told_once_with_their_last_value_in_the_order_of_their_names()
    {
        Play(
            decoder =>
            {
                decoder.Keep("tier", "\"a\"");
                decoder.Keep("print", "1");
                decoder.KeepElements("logprobs", "[ 1 , 2 ]");
            },
            decoder =>
            {
                decoder.Keep("tier", "\"b\"");
                decoder.KeepElements("logprobs", "[]");
                decoder.KeepElements("logprobs", "null");
                decoder.KeepElements("logprobs", "[3]");
            },
            decoder => decoder.Done()).ShouldBe("""
            start
            extra tier "b"
            extra print 1
            extra logprobs [1 , 2,3]
            finish
            """);
    }

    [Fact]
    public void A_stream_without_its_terminal_is_interrupted_and_keeps_its_usage() =>
        Play(decoder =>
        {
            decoder.Add(decoder.Open(BlockKind.Text), "Hal");
            decoder.Count(new TokenUsage { OutputTokens = 1 });
        }).ShouldBe("""
            start
            block 0 Text
            delta 0 "Hal"
            usage output=1
            fail StreamInterrupted status=200 "The test-wire response ended without its terminal: a part of the answer is missing. Try again."
            """);

    [Fact]
    public void A_terminal_that_waits_for_the_transport_is_a_success() =>
        Play(decoder => decoder.Terminate()).ShouldBe("start\nfinish");

    [Fact]
    public void There_is_exactly_one_end()
    {
        Play(
            decoder =>
            {
                decoder.Done();
                decoder.Done();
                decoder.Break(new LlmException(LlmErrorKind.ServerError, "late"));
            },
            decoder => decoder.Open(BlockKind.Text)).ShouldBe("start\nfinish");

        Play(
            decoder =>
            {
                decoder.Break(new LlmException(LlmErrorKind.Overloaded, "busy"));
                decoder.Done();
            },
            decoder => decoder.Open(BlockKind.Text)).ShouldBe("fail Overloaded status=200 \"busy\"");
    }

    [Fact]
    public void A_malformed_frame_is_an_error_that_names_wire_and_event()
    {
        var sink = new RecordingSink();
        using var decoder = new ScriptedDecoder(sink);

        decoder.Frame(_ => JsonElement.Parse("{\"a\":tru}"), "message_delta");

        sink.Lines.ShouldHaveSingleItem().ShouldStartWith("fail MalformedResponse status=200 ");
        sink.Error!.Message.ShouldContain("'message_delta'");
        sink.Error.Message.ShouldContain("test-wire");
        sink.Error.InnerException.ShouldBeAssignableTo<JsonException>();
    }

    [Fact]
    public void A_cut_last_frame_is_an_interruption()
    {
        var sink = new RecordingSink();
        using var decoder = new ScriptedDecoder(sink);

        decoder.Frame(_ => JsonElement.Parse("{\"a\":"), isPartial: true);
        decoder.End(new IOException("reset"));

        sink.Error!.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        sink.Error.InnerException.ShouldBeOfType<IOException>();
    }

    [Fact]
    public void Too_many_extras_end_the_response_instead_of_filling_memory()
    {
        var sink = new RecordingSink();
        ScriptedDecoder.Play(sink, decoder =>
        {
            for (var i = 0; i < 1000; i++)
            {
                decoder.Keep($"member{i}", "1");
            }
        });

        sink.Error!.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
    }

    [Fact]
    public void An_attempt_is_committed_at_its_first_block()
    {
        using var decoder = new ScriptedDecoder(new RecordingSink());

        decoder.Frame(step => step.Ids("id", "m"));
        decoder.IsCommitted.ShouldBeFalse();
        decoder.Frame(step => step.Open(BlockKind.Text));
        decoder.IsCommitted.ShouldBeTrue();
    }

    private static string Play(params Action<ScriptedDecoder>[] steps)
    {
        var sink = new RecordingSink { Verbatim = true };
        ScriptedDecoder.Play(sink, steps);
        return sink.ToString();
    }
}
