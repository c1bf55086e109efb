using Parlance.Protocols.OpenAIChat;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatDecoderTests
{
    private const string Begun = "start\nblock 0 Text\ndelta 0 \"a\"\n";
    private const string Interrupted = "fail StreamInterrupted status=200 \"The openai-chat response ended without its terminal: a part of the answer is missing. Try again.\"";

    [Fact]
    public void A_stream_decodes_the_same_wherever_the_network_cuts()
    {
        const string Body = """
            : ping

            data: {"id":"r1","object":"chat.completion.chunk","model":"m","created":1,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"obfuscation":"x"}

            data: {"id":"r1","model":"m","choices":[{"index":0,"delta":{"content":"Grü\ud83d"},"finish_reason":null}]}

            data: {"id":"r1","model":"m","choices":[{"index":0,"delta":{"content":"\ude00ße"},"finish_reason":null}]}

            data: {"id":"r1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"r1","model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}

            data: [DONE]


            """;
        const string Expected = """
            start id=r1 model=m created=1970-01-01T00:00:01+00:00
            block 0 Text
            delta 0 "Grü😀ße"
            end 0
            usage uncached=9 output=4 raw={"prompt_tokens":9,"completion_tokens":4}
            finish stop raw=stop
            """;
        foreach (var body in new[] { Body, Body.Replace("\n", "\r\n") })
        {
            for (var cut = 1; cut < 40; cut++)
            {
                OpenAIChatWire.Decode(body, pieceLength: cut).ShouldBe(Expected, $"cut every {cut} bytes");
            }
        }
    }

    [Fact]
    public void A_whole_body_and_a_stream_of_the_same_answer_decode_alike()
    {
        var whole = OpenAIChatWire.Decode("""
            {"choices":[{"finish_reason":"tool_calls","message":{"tool_calls":[{"function":{"arguments":"{\"c\":1}","name":"f"},"id":"c1","type":"function"}],"content":"Hi","role":"assistant","reasoning":"Hm"},"index":0}],"id":"r1","model":"m","usage":{"completion_tokens":2,"prompt_tokens":3}}
            """);
        var streamed = OpenAIChatWire.Decode(OpenAIChatWire.Stream(
            """{"choices":[{"delta":{"reasoning":"H"}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"reasoning":"m"}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"content":"Hi","tool_calls":[]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":""}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"c\":"}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}],"id":"r1","model":"m","usage":{"completion_tokens":2,"prompt_tokens":3}}"""));
        streamed.ShouldBe(whole);
        whole.ShouldBe("""
            start id=r1 model=m
            block 0 Reasoning
            delta 0 "Hm"
            end 0
            block 1 Text
            delta 1 "Hi"
            end 1
            block 2 ToolCall id=c1 name=f
            delta 2 "{\"c\":1}"
            end 2
            usage uncached=3 output=2 raw={"completion_tokens":2,"prompt_tokens":3}
            finish tool_calls raw=tool_calls
            """);
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"choices":null,"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"usage":{"prompt_tokens":1,"completion_tokens":1}}]}""")]
    [InlineData("""{"choices":[],"x_host":{"usage":{"prompt_tokens":1.0,"completion_tokens":"1"}}}""")]
    public void Usage_is_read_from_a_chunk_without_choices(string chunk)
    {
        var transcript = OpenAIChatWire.Decode(OpenAIChatWire.Stream("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""", chunk));
        transcript.ShouldContain("\nusage uncached=1 output=1 raw=");
        transcript.ShouldEndWith("finish stop raw=stop");
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}""", "uncached=3 read=4 write5m=3 output=5 reasoning=2")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}""", "uncached=6 read=4 output=5")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":4}""", "uncached=6 read=4 output=5")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}""", "uncached=0 read=4 output=5")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":-1}""", "uncached=10")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":22,"completion_tokens_details":{"reasoning_tokens":7}}""", "uncached=10 output=12 reasoning=7")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":4}}""", "uncached=10 output=5 reasoning=4")]
    public void Usage_becomes_disjoint_buckets(string usage, string expected) =>
        OpenAIChatWire.Decode($$$"""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{{{usage}}}}""").ShouldContain($"\nusage {expected} raw={usage}\n");

    [Fact]
    public void A_host_whose_output_count_lacks_reasoning_says_so_in_its_dialect() =>
        OpenAIChatWire.Decode(
            """{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":7}}}""",
            new OpenAIChatDialect { OutputExcludesReasoning = true }).ShouldContain("\nusage uncached=1 output=12 reasoning=7 raw=");

    [Fact]
    public void A_host_that_never_reports_usage_ends_at_its_finish_reason()
    {
        // The stream never ends: only the finish reason can.
        var transcript = OpenAIChatWire.Decode("""
            data: {"choices":[{"index":0,"delta":{"content":"a"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[{"index":0,"delta":{"content":"never read"}}]}


            """, new OpenAIChatDialect { ReportsStreamUsage = false });
        transcript.ShouldEndWith("""
            delta 0 "a"
            end 0
            finish stop raw=stop
            """);
    }

    [Theory]
    [InlineData("\"stop\"", "finish stop raw=stop")]
    [InlineData("\"length\"", "finish length raw=length")]
    [InlineData("\"max_tokens\"", "finish length raw=max_tokens")]
    [InlineData("\"model_length\"", "finish length raw=model_length")]
    [InlineData("\"tool_calls\"", "finish tool_calls raw=tool_calls")]
    [InlineData("\"function_call\"", "finish tool_calls raw=function_call")]
    [InlineData("\"content_filter\"", "finish content_filter raw=content_filter")]
    [InlineData("\"eos\"", "finish eos raw=eos")]
    [InlineData("7", "finish 7 raw=7")]
    [InlineData("\"\"", "finish")]
    [InlineData("null", "finish")]
    public void Finish_reasons_are_normalized_and_unknown_ones_survive(string raw, string expected) =>
        OpenAIChatWire.Decode($$"""{"choices":[{"message":{"content":"a"},"finish_reason":{{raw}}}]}""").ShouldEndWith($"\n{expected}");

    [Fact]
    public void A_stop_with_a_call_is_a_tool_call() =>
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("stop", """{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}""")).ShouldEndWith("finish tool_calls raw=stop");

    [Theory]
    [InlineData("{}", "fail MalformedResponse status=200 \"The openai-chat response holds no choices. Check the base URL and the model.\"")]
    [InlineData("data: [DONE]\n\n", "fail MalformedResponse status=200 \"The openai-chat response holds no choices. Check the base URL and the model.\"")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"Hel", Interrupted)]
    [InlineData("""{"error":{"message":"no","code":502}}""", "fail ServerError status=200 code=502 \"ServerError (status 200, 502): no\"")]
    [InlineData("""{"error":"no"}""", "fail ServerError status=200 \"ServerError (status 200): no\"")]
    [InlineData("""{"base_resp":{"status_code":1004,"status_msg":"login"},"choices":null}""", "fail Authentication status=200 code=1004 \"Authentication (status 200, 1004): login\"")]
    [InlineData("""{"object":"error","message":"The model `x` does not exist","code":404}""", "fail ModelNotFound status=200 code=404 \"ModelNotFound (status 200, 404): The model `x` does not exist\"")]
    [InlineData("""{"code":429,"message":"slow down"}""", "fail RateLimited status=200 code=429 \"RateLimited (status 200, 429): slow down\"")]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"x\",\"code\":\"400\"}}\n\n", "fail InvalidRequest status=200 code=400 \"InvalidRequest (status 200, 400): x\"")]
    [InlineData("""{"choices":[{"message":{"content":"a"},"error":{"code":502,"message":"no"}}]}""", Begun + "fail ServerError status=200 code=502 \"ServerError (status 200, 502): no\"")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"error\":{\"code\":503}}\n\n", Begun + "fail Overloaded status=200 code=503 \"Overloaded (status 200, 503): The provider gave no message.\"")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n", Begun + Interrupted)]
    [InlineData("data: {\"choices\":[{\"del", Interrupted)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\n\n", Begun + "fail MalformedResponse status=200 \"An event of the openai-chat response is not valid JSON at byte 13.\"")]
    public void A_failure_is_never_a_short_or_empty_success(string body, string expected) => OpenAIChatWire.Decode(body).ShouldBe(expected);

    [Fact]
    public void An_empty_error_member_is_absent() =>
        OpenAIChatWire.Decode("""{"error":null,"choices":[{"message":{"content":"a"},"finish_reason":"stop","error":null}]}""").ShouldEndWith("finish stop raw=stop");

    [Fact]
    public void The_order_of_members_means_nothing()
    {
        const string Sorted = """{"choices":[{"content_filter_results":{"hate":1},"delta":{"content":"a"},"finish_reason":"stop","index":0}],"created":5,"id":"r1","model":"m","usage":{"completion_tokens":1,"prompt_tokens":1}}""";
        const string Reversed = """{"usage":{"prompt_tokens":1,"completion_tokens":1},"model":"m","id":"r1","created":5,"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"a"},"content_filter_results":{"hate":1}}]}""";
        var sorted = Decode(Sorted);
        sorted.ShouldStartWith("start id=r1 model=m created=1970-01-01T00:00:05+00:00\n");
        Decode(Reversed).ShouldBe(sorted);

        static string Decode(string chunk)
        {
            var sink = new RecordingSink();
            new OpenAIChatProtocol().Decode(OpenAIChatWire.Stream(chunk), sink);
            return sink.ToString();
        }
    }

    [Fact]
    public void Only_the_first_choice_is_delivered()
    {
        var streamed = OpenAIChatWire.Decode(OpenAIChatWire.Stream(
            """{"choices":[{"index":1,"delta":{"content":"other"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"mine"}}]}""",
            """{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""));
        streamed.ShouldBe("""
            start
            block 0 Text
            delta 0 "mine"
            end 0
            finish stop raw=stop
            """);
        OpenAIChatWire.Decode("""{"choices":[{"message":{"content":"other"},"index":1},{"message":{"content":"mine"},"index":0,"finish_reason":"stop"}]}""")
            .ShouldStartWith("start\nblock 0 Text\ndelta 0 \"mine\"\nend 0\nextra choices [");
    }

    [Fact]
    public void A_message_that_a_host_repeats_beside_its_deltas_is_not_delivered_twice()
    {
        OpenAIChatWire.Decode(OpenAIChatWire.Stream(
            """{"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":"b"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":""},"finish_reason":"stop"}]}"""))
            .ShouldBe("""
            start
            block 0 Text
            delta 0 "ab"
            end 0
            finish stop raw=stop
            """);
        OpenAIChatWire.Decode("""{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":""},"finish_reason":"stop"}]}""").ShouldContain("delta 0 \"ab\"");
    }

    [Fact]
    public void Content_may_be_an_array_of_parts()
    {
        OpenAIChatWire.Decode("""
            {"choices":[{"finish_reason":"stop","message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}],"closed":true},{"type":"text","text":"4"},{"type":"reference","reference_ids":[1]},{"type":"text","text":"!"},{"type":"image_url","image_url":"https://x/y.png"}]}}]}
            """).ShouldBe("""
            start
            block 0 Reasoning
            delta 0 "Hm"
            end 0
            block 1 Text
            delta 1 "4"
            end 1
            block 2 Opaque name=reference
            state 2 {"type":"reference","reference_ids":[1]}
            end 2
            block 3 Text
            delta 3 "!"
            block 4 Media name=image/* media=text/uri-list
            delta 4 "https://x/y.png"
            end 4
            end 3
            finish stop raw=stop
            """);
    }

    [Fact]
    public void Images_sound_refusals_and_citations_have_their_blocks()
    {
        OpenAIChatWire.Decode("""
            {"choices":[{"finish_reason":"stop","message":{"content":"See","refusal":"No","annotations":[{"type":"url_citation","url_citation":{"url":"https://x"}}],"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}],"audio":{"id":"a1","data":"QUJD","transcript":""}}}]}
            """).ShouldBe("""
            start
            block 0 Text
            delta 0 "See"
            end 0
            block 1 Refusal
            delta 1 "No"
            end 1
            block 2 Text
            annotation 2 {"type":"url_citation","url_citation":{"url":"https://x"}}
            block 3 Media media=image/png
            delta 3 "QUJD"
            end 3
            block 4 Media id=a1 media=audio/*
            delta 4 "QUJD"
            end 2
            end 4
            finish stop raw=stop
            """);
        OpenAIChatWire.DecodeToResponse("""{"choices":[{"finish_reason":"stop","message":{"audio":{"id":"a1","data":"QUJD"}}}]}""")
            .Messages[0].Contents.OfType<Microsoft.Extensions.AI.DataContent>().Single().WireId.ShouldBe("a1");
    }

    [Fact]
    public void Log_probabilities_are_gathered_in_order()
    {
        OpenAIChatWire.Decode(OpenAIChatWire.Stream(
            """{"choices":[{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a"}],"refusal":null}}]}""",
            """{"choices":[{"delta":{"content":"b"},"logprobs":{"content":[{"token":"b"}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"stop","logprobs":null}],"system_fingerprint":"fp"}"""))
            .ShouldEndWith("""
            extra logprobs [{"token":"a"},{"token":"b"}]
            extra system_fingerprint "fp"
            finish stop raw=stop
            """);
    }

    [Fact]
    public void Think_tags_in_the_content_stay_text() =>
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("stop", """{"content":"<think>x</think>y"}""")).ShouldContain("block 0 Text\ndelta 0 \"<think>x</think>y\"");
}
