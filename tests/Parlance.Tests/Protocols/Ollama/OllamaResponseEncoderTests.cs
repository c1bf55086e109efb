using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Tests.Support;
using static Parlance.Tests.Protocols.Ollama.OllamaWire;

namespace Parlance.Tests.Protocols.Ollama;

public sealed class OllamaResponseEncoderTests
{
    private static readonly DateTimeOffset s_created = new(2026, 8, 4, 19, 58, 15, 120, TimeSpan.Zero);

    [Fact]
    public void A_stream_is_a_line_for_each_step_and_ends_with_the_counters()
    {
        var (body, encoder) = Encode(Chat, isStreaming: true, Speak);

        encoder.ContentType.ShouldBe("application/x-ndjson");
        body.ShouldBe("""
            {"model":"gpt","created_at":"2026-08-04T19:58:15.12Z","message":{"role":"assistant","content":"","thinking":"Hm."},"done":false}
            {"model":"gpt","created_at":"2026-08-04T19:58:15.12Z","message":{"role":"assistant","content":"He said \"ü\n\""},"done":false}
            {"model":"gpt","created_at":"2026-08-04T19:58:15.12Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"index":0,"name":"f","arguments":{"a": 1}}}]},"done":false}
            {"model":"gpt","created_at":"2026-08-04T19:58:15.12Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":2000000,"load_duration":0,"prompt_eval_count":12,"prompt_eval_duration":1000000,"eval_count":5,"eval_duration":1000000}

            """);
        encoder.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_unary_body_is_one_object()
    {
        var (body, encoder) = Encode(Chat, isStreaming: false, Speak);

        encoder.ContentType.ShouldBe("application/json; charset=utf-8");
        body.ShouldBe("""
            {"model":"gpt","created_at":"2026-08-04T19:58:15.12Z","message":{"role":"assistant","content":"He said \"ü\n\"","thinking":"Hm.","tool_calls":[{"id":"c1","function":{"index":0,"name":"f","arguments":{"a": 1}}}]},"done":true,"done_reason":"stop","total_duration":2000000,"load_duration":0,"prompt_eval_count":12,"prompt_eval_duration":1000000,"eval_count":5,"eval_duration":1000000}
            """);
    }

    [Fact]
    public void Generate_puts_the_text_under_response()
    {
        var (body, _) = Encode(Generate, isStreaming: true, sink =>
        {
            sink.Start(null, null, null);
            sink.BlockStart(0, BlockKind.Text, null, null, null);
            sink.Delta(0, "Hi"u8);
            sink.BlockEnd(0);
            sink.Extra("context", "[1,\n2]"u8);
            sink.Finish(ChatFinishReason.Length, "max_tokens");
        });

        body.ShouldBe("""
            {"model":"asked","created_at":"2026-01-02T03:04:05.67Z","response":"Hi","done":false}
            {"model":"asked","created_at":"2026-01-02T03:04:05.67Z","response":"","done":true,"done_reason":"length","context":[1, 2],"total_duration":2000000,"load_duration":0,"prompt_eval_duration":1000000,"eval_duration":1000000}

            """);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_reads_the_same(bool isStreaming)
    {
        var (body, _) = Encode(Chat, isStreaming, Speak);

        var response = Decode(Chat, body);

        response.ModelId.ShouldBe("gpt");
        response.CreatedAt.ShouldBe(s_created);
        response.Text.ShouldBe("He said \"ü\n\"");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("c1", "f", "{\"a\": 1}"));
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 12, OutputTokens = 5 });
    }

    [Fact]
    public void A_response_of_the_same_wire_keeps_its_own_durations_and_log_probabilities()
    {
        const string body = """
            {"model":"m","created_at":"2026-08-04T19:58:15.1Z","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"stop","logprobs":[{"token":"a","logprob":-0.5}],"total_duration":56,"load_duration":7,"prompt_eval_count":3,"prompt_eval_duration":8,"eval_count":4,"eval_duration":9}
            """;
        var (written, encoder) = Encode(Chat, isStreaming: false, sink => Chat.Decode(body, sink, 10));

        written.ShouldMeanTheSame(body);
        encoder.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_counts_are_left_out()
    {
        var (body, _) = Encode(Chat, isStreaming: false, sink =>
        {
            sink.Start(null, null, null);
            sink.Finish(null, null);
        });

        body.ShouldNotContain("eval_count");
        body.ShouldNotContain("done_reason");
        body.ShouldContain("\"done\":true");
        body.ShouldContain("\"eval_duration\":0");
    }

    [Theory]
    [InlineData("", "{}", 0)]
    [InlineData("{\n  \"a\": 1\r\n}", "{   \"a\": 1  }", 0)]
    [InlineData("[1]", """{"raw_arguments":"[1]"}""", 1)]
    [InlineData("{\"a\":", """{"raw_arguments":"{\"a\":"}""", 1)]
    public void Arguments_are_an_object_on_one_line(string text, string arguments, int warningCount)
    {
        var (body, encoder) = Encode(Chat, isStreaming: true, sink =>
        {
            sink.Start(null, null, null);
            sink.BlockStart(0, BlockKind.ToolCall, "c", "f", null);
            if (text.Length > 0)
            {
                sink.Delta(0, Encoding.UTF8.GetBytes(text));
            }

            sink.BlockEnd(0);
            sink.Finish(ChatFinishReason.ToolCalls, null);
        });

        body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        body.ShouldContain($"\"arguments\":{arguments}}}");
        encoder.Warnings.Count.ShouldBe(warningCount);
    }

    [Fact]
    public void What_the_wire_cannot_carry_is_reported_once_each()
    {
        var (body, encoder) = Encode(Chat, isStreaming: true, sink =>
        {
            sink.Start("id", "m", null);
            sink.BlockStart(0, BlockKind.Refusal, null, null, null);
            sink.Delta(0, "No."u8);
            sink.Annotation(0, "{}"u8);
            sink.Annotation(0, "{}"u8);
            sink.BlockEnd(0);
            sink.BlockStart(1, BlockKind.ServerToolCall, "s", "web_search", null);
            sink.Delta(1, "{}"u8);
            sink.BlockEnd(1);
            sink.BlockStart(2, BlockKind.Reasoning, null, null, null);
            sink.OpaqueState(2, "sig"u8);
            sink.BlockEnd(2);
            sink.BlockStart(3, BlockKind.Media, null, null, "audio/wav");
            sink.Delta(3, "AAAA"u8);
            sink.BlockEnd(3);
            sink.BlockStart(4, BlockKind.Media, null, null, "image/png");
            sink.Delta(4, "BBBB"u8);
            sink.BlockEnd(4);
            sink.Extra("system_fingerprint", "\"x\""u8);
            sink.Extra("logprobs", "[{\"other\":1}]"u8);
            sink.Usage(new TokenUsage { UncachedInputTokens = 1, CacheReadTokens = 2, OutputTokens = 3 }, default);
            sink.Finish(ChatFinishReason.Stop, null);
        });

        encoder.Warnings.Select(warning => warning.Field).ShouldBe(
            ["Refusal", "Annotations", "ServerToolCall", "OpaqueState", "Media", "system_fingerprint", "logprobs", "Usage"]);
        body.ShouldContain("\"content\":\"No.\"");
        body.ShouldContain("\"images\":[\"BBBB\"]");
        body.ShouldContain("\"prompt_eval_count\":3");
    }

    [Theory]
    [InlineData(true, "\n")]
    [InlineData(false, "")]
    public void A_failure_is_an_error_object(bool isStreaming, string end)
    {
        var (body, _) = Encode(Chat, isStreaming, sink => sink.Fail(new LlmException(LlmErrorKind.RateLimited, "slow down")));

        body.ShouldBe("""{"error":"slow down"}""" + end);
    }

    private static void Speak(IResponseSink sink)
    {
        sink.Start("resp_1", "gpt", s_created);
        sink.BlockStart(0, BlockKind.Reasoning, null, null, null);
        sink.Delta(0, "Hm."u8);
        sink.BlockEnd(0);
        sink.BlockStart(1, BlockKind.Text, null, null, null);
        sink.Delta(1, "He said \"ü\n\""u8);
        sink.BlockEnd(1);
        sink.BlockStart(2, BlockKind.ToolCall, "c1", "f", null);
        sink.Delta(2, "{\"a\":"u8);
        sink.Delta(2, " 1}"u8);
        sink.BlockEnd(2);
        sink.Usage(new TokenUsage { UncachedInputTokens = 12, OutputTokens = 5 }, default);
        sink.Finish(ChatFinishReason.ToolCalls, "tool_use");
    }

    private static (string Body, ResponseEncoder Encoder) Encode(Protocol protocol, bool isStreaming, Action<IResponseSink> speak)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = protocol.CreateEncoder(output, new ResponseContext(isStreaming, "asked") { TimeProvider = new SteppingClock(TimeSpan.FromMilliseconds(1)) });
        speak(encoder);
        return (Encoding.UTF8.GetString(output.WrittenSpan), encoder);
    }
}
