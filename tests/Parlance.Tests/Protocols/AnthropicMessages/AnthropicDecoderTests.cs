using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Protocols.AnthropicMessages;

public sealed class AnthropicDecoderTests
{
    private const string Head = """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_read_input_tokens":3,"cache_creation_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":5},"output_tokens":1}}}""";
    private const string Stop = """{"type":"message_stop"}""";

    [Fact]
    public void A_stream_says_everything_once_and_in_order() => AnthropicWire.Decode(AnthropicWire.Stream(
        Head,
        """{"type":"ping"}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hmm"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me "}        }""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"look."}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"cache_creation_input_tokens":7,"output_tokens":42,"output_tokens_details":{"thinking_tokens":9}}}""",
        Stop)).ShouldBe("""
        start id=msg_1 model=claude-test uncached=10 read=3 write5m=2 write1h=5
        block 0 Reasoning
        delta 0 "Hmm"
        state 0 c2ln
        end 0
        block 1 Text
        delta 1 "Let me "
        delta 1 "look."
        end 1
        block 2 ToolCall id=toolu_1 name=look
        delta 2 "{\"a\":"
        delta 2 "1}"
        end 2
        usage uncached=10 read=3 write5m=2 write1h=5 output=42 reasoning=9 raw={"cache_creation_input_tokens":7,"output_tokens":42,"output_tokens_details":{"thinking_tokens":9}}
        finish tool_calls raw=tool_use
        """);

    [Fact]
    public void Events_mirror_the_stream()
    {
        var events = AnthropicWire.DecodeToEvents(AnthropicWire.Stream(
            """{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":4,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hmm"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\": 1}"}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":7}}""",
            Stop));

        events.Select(item => item.GetType().Name).ShouldBe(
        [
            nameof(MessageStarted), nameof(BlockStarted), nameof(ReasoningDelta), nameof(BlockStarted), nameof(TextDelta),
            nameof(ToolCallStarted), nameof(ToolCallArgumentsDelta), nameof(ToolCallCompleted), nameof(UsageReported), nameof(Finished),
        ]);
        events.OfType<MessageStarted>().Single().ResponseId.ShouldBe("msg_1");
        string.Concat(events.OfType<TextDelta>().Select(delta => delta.Text)).ShouldBe("Hi");
        string.Concat(events.OfType<ReasoningDelta>().Select(delta => delta.Text)).ShouldBe("Hmm");
        events.OfType<ToolCallStarted>().Single().ShouldBe(new ToolCallStarted(2, "toolu_1", "look"));
        events.OfType<ToolCallCompleted>().Single().Call.ArgumentsJson.ShouldBe("""{"a": 1}""");
        var usage = events.OfType<UsageReported>().Single().Usage;
        usage.ShouldBe(new TokenUsage { UncachedInputTokens = 4, OutputTokens = 7 });
        events[^1].ShouldBeOfType<Finished>().Reason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public void The_order_of_members_and_the_name_of_the_event_mean_nothing() => AnthropicWire.Decode(
        """
        event: whatever
        data: {"message":{"usage":{"input_tokens":1},"model":"m","id":"msg_1"},"type":"message_start"}

        data: {"content_block":{"text":"","type":"text"},"index":0,"type":"content_block_start"}

        data: {"delta":{"text":"Hi","type":"text_delta"},"index":0,"type":"content_block_delta"}

        data: {"usage":{"output_tokens":2},"delta":{"stop_reason":"end_turn"},"type":"message_delta"}

        data: {"type":"message_stop"}


        """).ShouldBe("""
        start id=msg_1 model=m uncached=1
        block 0 Text
        delta 0 "Hi"
        end 0
        usage uncached=1 output=2 raw={"output_tokens":2}
        finish stop raw=end_turn
        """);

    [Fact]
    public void A_whole_message_goes_the_same_way() => AnthropicWire.Decode(
        """
        {"content":[{"type":"text","text":"Hi","citations":[{"type":"page_location","cited_text":"x"}]},
         {"type":"redacted_thinking","data":"b3BhcXVl"},
         {"type":"tool_use","id":"t","name":"n","input":{ "a": 1 }},
         {"type":"tool_use","id":"u","name":"n","input":{}}],
         "id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn","stop_sequence":null,"container":{"id":"c"},
         "usage":{"input_tokens":1,"output_tokens":2}}
        """).ShouldBe("""
        start id=msg_1 model=m
        block 0 Text
        delta 0 "Hi"
        annotation 0 {"type":"page_location","cited_text":"x"}
        end 0
        block 1 Reasoning name=redacted_thinking
        state 1 b3BhcXVl
        end 1
        block 2 ToolCall id=t name=n
        delta 2 "{ \"a\": 1 }"
        end 2
        block 3 ToolCall id=u name=n
        delta 3 "{}"
        end 3
        extra container {"id":"c"}
        usage uncached=1 output=2 raw={"input_tokens":1,"output_tokens":2}
        finish tool_calls raw=end_turn
        """);

    [Theory]
    [InlineData("""{"type":"tool_use","id":"t","name":"n","input":{"a":1}}""", "{\"a\":1}")]
    [InlineData("""{"type":"tool_use","id":"t","name":"n","input":{}}""", "{}")]
    [InlineData("""{"type":"tool_use","id":"t","name":"n"}""", "")]
    public void Input_that_comes_with_the_block_is_not_lost(string block, string arguments) =>
        AnthropicWire.DecodeToResponse(AnthropicWire.Stream(
            Head,
            $$"""{"type":"content_block_start","index":0,"content_block":{{block}} }""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"}}""",
            Stop)).Messages[0].Contents.OfType<FunctionCallContent>().Single().ArgumentsJson.ShouldBe(arguments);

    [Fact]
    public void Interleaved_calls_keep_their_ids_and_their_order() => AnthropicWire.DecodeToResponse(AnthropicWire.Stream(
        Head,
        """{"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"a","name":"n","input":{}}}""",
        """{"type":"content_block_start","index":7,"content_block":{"type":"tool_use","id":"b","name":"n","input":{}}}""",
        """{"type":"content_block_delta","index":7,"delta":{"type":"input_json_delta","partial_json":"{\"x\":"}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":"{\"x\":1}"}}""",
        """{"type":"content_block_delta","index":7,"delta":{"type":"input_json_delta","partial_json":"2}"}}""",
        """{"type":"content_block_stop","index":5}""",
        """{"type":"content_block_stop","index":7}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"}}""",
        Stop)).Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.ArgumentsJson}")
        .ShouldBe(["a {\"x\":1}", "b {\"x\":2}"]);

    [Fact]
    public void A_server_tool_keeps_its_JSON_with_the_streamed_input()
    {
        var response = AnthropicWire.DecodeToResponse(AnthropicWire.Stream(
            Head,
            """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","encrypted_content":"e"}]}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"compaction","content":null}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"compaction_delta","content":"Sum"}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"compaction_delta","content":"mary"}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"message_delta","delta":{"stop_reason":"pause_turn"}}""",
            Stop));

        var contents = response.Messages[0].Contents;
        contents[0].Raw!.Value.GetProperty("input").GetProperty("query").GetString().ShouldBe("q");
        contents[0].Issuer.ShouldBe("anthropic");
        contents[1].WireType.ShouldBe("web_search_tool_result");
        contents[1].Raw!.Value.GetProperty("content")[0].GetProperty("encrypted_content").GetString().ShouldBe("e");
        contents[2].Raw!.Value.GetRawText().ShouldBe("""{"type":"compaction","content":"Summary"}""");
        response.FinishReason.ShouldBe(new ChatFinishReason("pause_turn"));
        response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("never_seen", "never_seen")]
    public void Every_stop_reason_has_a_meaning_and_keeps_its_word(string word, string reason)
    {
        var response = AnthropicWire.DecodeToResponse(AnthropicWire.Stream(Head, $$"""{"type":"message_delta","delta":{"stop_reason":"{{word}}" } }""", Stop));
        response.FinishReason?.Value.ShouldBe(reason);
        response.RawFinishReason.ShouldBe(word);
    }

    [Fact]
    public void An_error_in_the_stream_is_an_error_and_not_an_end()
    {
        var sink = new RecordingSink();
        AnthropicWire.Decode(AnthropicWire.Stream(
            Head,
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""",
            """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""), sink);
        sink.Lines.ShouldContain("delta 0 \"Hi\"");
        sink.Lines[^1].ShouldBe("fail Overloaded status=200 code=overloaded_error \"Overloaded (status 200, overloaded_error): Overloaded\"");
        sink.Error!.StatusCode.ShouldBe(200);
        sink.Error.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void A_prompt_that_is_too_long_says_by_how_much()
    {
        var error = AnthropicWire.Protocol.ReadError(new Parlance.Protocols.ErrorResponse
        {
            StatusCode = 400,
            Body = """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"},"request_id":"req_1"}"""u8.ToArray(),
        });
        error.Kind.ShouldBe(LlmErrorKind.ContextOverflow);
        error.RequestedTokens.ShouldBe(210_000);
        error.MaximumTokens.ShouldBe(200_000);
        error.RequestId.ShouldBe("req_1");
    }

    [Fact]
    public void A_stream_that_is_cut_is_not_a_short_answer()
    {
        var whole = AnthropicWire.Stream(
            Head,
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""");
        AnthropicWire.Decode(whole).ShouldEndWith("\nfail StreamInterrupted status=200 \"The anthropic-messages response ended without its terminal: a part of the answer is missing. Try again.\"", Case.Sensitive);
        AnthropicWire.Decode(whole + AnthropicWire.Stream("""{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""")).ShouldEndWith("\nfinish stop raw=end_turn", Case.Sensitive);
    }

    [Fact]
    public void A_malformed_event_is_an_error_that_names_it_and_an_unknown_one_is_nothing()
    {
        var sink = new RecordingSink();
        AnthropicWire.Decode($"event: content_block_delta\ndata: {{\"type\":\n\n{AnthropicWire.Stream(Head, Stop)}", sink);
        sink.Error!.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        sink.Error.Message.ShouldContain("content_block_delta");

        AnthropicWire.Decode(AnthropicWire.Stream(Head, """{"type":"new_event","x":1}""", Stop)).ShouldEndWith("\nfinish", Case.Sensitive);
    }

    [Fact]
    public void Every_cut_of_the_network_gives_the_same_answer()
    {
        var stream = AnthropicWire.Stream(
            Head,
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"schön \ud83d"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\ude00!"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}""",
            Stop);
        var whole = AnthropicWire.Decode(stream);
        whole.ShouldContain("\ndelta 0 \"😀!\"\n", Case.Sensitive);
        for (var length = 1; length < 40; length++)
        {
            AnthropicWire.Decode(stream, length).ShouldBe(whole);
        }
    }

    [Theory]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":9,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":4}}""", "uncached=1 write5m=5 write1h=4")]
    [InlineData("""{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4}}""", "uncached=1 write5m=3 write1h=4")]
    [InlineData("""{"input_tokens":"12.0","cache_read_input_tokens":0}""", "uncached=12 read=0")]
    public void Cache_counts_are_disjoint_and_absent_ones_stay_absent(string usage, string expected) =>
        AnthropicWire.Decode($$"""{"type":"message","content":[],"stop_reason":"end_turn","usage":{{usage}} }""")
            .ShouldContain($"\nusage {expected} raw={usage}\n", Case.Sensitive);

    [Fact]
    public void The_same_answer_gives_the_same_calls_streamed_or_whole()
    {
        var streamed = AnthropicWire.Decode(AnthropicWire.Stream(
            """{"type":"message_start","message":{"id":"msg_1","model":"m","content":[]}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":1,"output_tokens":2}}""",
            Stop));
        AnthropicWire.Decode("""{"id":"msg_1","type":"message","model":"m","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}""")
            .ShouldBe(streamed);
    }
}
