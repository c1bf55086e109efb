using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatDecoderTests
{
    [Fact]
    [Trait("Checklist", "N25")]
    [Trait("Checklist", "A10")]
    [Trait("Checklist", "A32")]
    [Trait("Checklist", "A37")]
    [Trait("Checklist", "A38")]
    [Trait("Checklist", "X26")]
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
            start r1 m
            0 Text
            0 + Grü😀ße
            0 end
            usage 9///4/
            finish stop stop
            """;
        foreach (var body in new[] { Body, Body.Replace("\n", "\r\n") })
        {
            for (var cut = 1; cut < 40; cut++)
            {
                Transcript.Decode(body, cut: cut).ShouldBe(Expected.ReplaceLineEndings("\n"), $"cut every {cut} bytes");
            }
        }
    }

    [Fact]
    [Trait("Checklist", "N28")]
    [Trait("Checklist", "C14")]
    [Trait("Checklist", "C15")]
    [Trait("Checklist", "A34")]
    [Trait("Checklist", "A36")]
    public void A_whole_body_and_a_stream_of_the_same_answer_decode_alike()
    {
        var whole = Transcript.Decode("""
            {"choices":[{"finish_reason":"tool_calls","message":{"tool_calls":[{"function":{"arguments":"{\"c\":1}","name":"f"},"id":"c1","type":"function"}],"content":"Hi","role":"assistant","reasoning":"Hm"},"index":0}],"id":"r1","model":"m","usage":{"completion_tokens":2,"prompt_tokens":3}}
            """);
        var streamed = Transcript.Decode(Transcript.Stream(
            """{"choices":[{"delta":{"reasoning":"H"}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"reasoning":"m"}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"content":"Hi","tool_calls":[]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":""}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"c\":"}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}],"id":"r1","model":"m"}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}],"id":"r1","model":"m","usage":{"completion_tokens":2,"prompt_tokens":3}}"""));
        streamed.ShouldBe(whole);
        whole.ShouldBe("""
            start r1 m
            0 Reasoning
            0 + Hm
            0 end
            1 Text
            1 + Hi
            1 end
            2 ToolCall c1 f
            2 + {"c":1}
            2 end
            usage 3///2/
            finish tool_calls tool_calls
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"choices":null,"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"usage":{"prompt_tokens":1,"completion_tokens":1}}]}""")]
    [InlineData("""{"choices":[],"x_host":{"usage":{"prompt_tokens":1.0,"completion_tokens":"1"}}}""")]
    [Trait("Pitfall", "9")]
    [Trait("Pitfall", "30")]
    public void Usage_is_read_from_a_chunk_without_choices(string chunk)
    {
        var transcript = Transcript.Decode(Transcript.Stream("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""", chunk));
        transcript.ShouldContain("usage 1///1/\n");
        transcript.ShouldEndWith("finish stop stop");
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}""", "3/4/3/5/2")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}""", "6/4//5/")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":4}""", "6/4//5/")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}""", "0/4//5/")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":-1}""", "10////")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":22,"completion_tokens_details":{"reasoning_tokens":7}}""", "10///12/7")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":4}}""", "10///5/4")]
    [Trait("Pitfall", "29")]
    public void Usage_becomes_disjoint_buckets(string usage, string expected) =>
        Transcript.Decode($$$"""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{{{usage}}}}""").ShouldContain($"usage {expected}\n");

    [Fact]
    public void A_host_whose_output_count_lacks_reasoning_says_so_in_its_dialect() =>
        Transcript.Decode(
            """{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":7}}}""",
            new ChatDialect { OutputExcludesReasoning = true }).ShouldContain("usage 1///12/7\n");

    [Fact]
    [Trait("Checklist", "M92")]
    [Trait("Pitfall", "32")]
    public void A_host_that_never_reports_usage_ends_at_its_finish_reason()
    {
        // The stream never ends: only the finish reason can.
        var transcript = Transcript.Decode("""
            data: {"choices":[{"index":0,"delta":{"content":"a"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[{"index":0,"delta":{"content":"never read"}}]}


            """, new ChatDialect { ReportsStreamUsage = false });
        transcript.ShouldEndWith("0 + a\n0 end\nfinish stop stop");
    }

    [Theory]
    [Trait("Checklist", "A40")]
    [Trait("Checklist", "A41")]
    [Trait("Checklist", "A42")]
    [InlineData("\"stop\"", "stop stop")]
    [InlineData("\"length\"", "length length")]
    [InlineData("\"max_tokens\"", "length max_tokens")]
    [InlineData("\"model_length\"", "length model_length")]
    [InlineData("\"tool_calls\"", "tool_calls tool_calls")]
    [InlineData("\"function_call\"", "tool_calls function_call")]
    [InlineData("\"content_filter\"", "content_filter content_filter")]
    [InlineData("\"eos\"", "eos eos")]
    [InlineData("7", "7 7")]
    [InlineData("\"\"", " ")]
    [InlineData("null", " ")]
    public void Finish_reasons_are_normalized_and_unknown_ones_survive(string raw, string expected) =>
        Transcript.Decode($$"""{"choices":[{"message":{"content":"a"},"finish_reason":{{raw}}}]}""").ShouldEndWith($"finish {expected}");

    [Fact]
    [Trait("Checklist", "A41")]
    public void A_stop_with_a_call_is_a_tool_call() =>
        Transcript.Decode(Transcript.Deltas("stop", """{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}""")).ShouldEndWith("finish tool_calls stop");

    [Theory]
    [Trait("Checklist", "M60")]
    [Trait("Checklist", "A39")]
    [InlineData("{}", "fail MalformedResponse 200")]
    [InlineData("data: [DONE]\n\n", "fail MalformedResponse 200")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"Hel", "fail StreamInterrupted 200")]
    [InlineData("""{"error":{"message":"no","code":502}}""", "fail ServerError 200")]
    [InlineData("""{"error":"no"}""", "fail ServerError 200")]
    [InlineData("""{"base_resp":{"status_code":1004,"status_msg":"login"},"choices":null}""", "fail Authentication 200")]
    [InlineData("""{"object":"error","message":"The model `x` does not exist","code":404}""", "fail ModelNotFound 200")]
    [InlineData("""{"code":429,"message":"slow down"}""", "fail RateLimited 200")]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"x\",\"code\":\"400\"}}\n\n", "fail InvalidRequest 200")]
    [InlineData("""{"choices":[{"message":{"content":"a"},"error":{"code":502,"message":"no"}}]}""", "start  \n0 Text\n0 + a\nfail ServerError 200")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"error\":{\"code\":503}}\n\n", "start  \n0 Text\n0 + a\nfail Overloaded 200")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n", "start  \n0 Text\n0 + a\nfail StreamInterrupted 200")]
    [InlineData("data: {\"choices\":[{\"del", "fail StreamInterrupted 200")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\n\n", "start  \n0 Text\n0 + a\nfail MalformedResponse 200")]
    public void A_failure_is_never_a_short_or_empty_success(string body, string expected) => Transcript.Decode(body).ShouldBe(expected);

    [Fact]
    public void An_empty_error_member_is_absent() =>
        Transcript.Decode("""{"error":null,"choices":[{"message":{"content":"a"},"finish_reason":"stop","error":null}]}""").ShouldEndWith("finish stop stop");

    [Fact]
    public void The_order_of_members_means_nothing()
    {
        const string Sorted = """{"choices":[{"content_filter_results":{"hate":1},"delta":{"content":"a"},"finish_reason":"stop","index":0}],"created":5,"id":"r1","model":"m","usage":{"completion_tokens":1,"prompt_tokens":1}}""";
        const string Reversed = """{"usage":{"prompt_tokens":1,"completion_tokens":1},"model":"m","id":"r1","created":5,"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"a"},"content_filter_results":{"hate":1}}]}""";
        var sorted = Transcript.Decode(Transcript.Stream(Sorted));
        sorted.ShouldStartWith("start r1 m\n");
        Transcript.Decode(Transcript.Stream(Reversed)).ShouldBe(sorted);
    }

    [Fact]
    public void Only_the_first_choice_is_delivered()
    {
        var streamed = Transcript.Decode(Transcript.Stream(
            """{"choices":[{"index":1,"delta":{"content":"other"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"mine"}}]}""",
            """{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""));
        streamed.ShouldBe("start  \n0 Text\n0 + mine\n0 end\nfinish stop stop");
        Transcript.Decode("""{"choices":[{"message":{"content":"other"},"index":1},{"message":{"content":"mine"},"index":0,"finish_reason":"stop"}]}""")
            .ShouldStartWith("start  \n0 Text\n0 + mine\n0 end\nextra choices [");
    }

    [Fact]
    public void A_message_that_a_host_repeats_beside_its_deltas_is_not_delivered_twice()
    {
        Transcript.Decode(Transcript.Stream(
            """{"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":"b"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":""},"finish_reason":"stop"}]}"""))
            .ShouldBe("start  \n0 Text\n0 + ab\n0 end\nfinish stop stop");
        Transcript.Decode("""{"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":""},"finish_reason":"stop"}]}""").ShouldContain("0 + ab");
    }

    [Fact]
    public void Content_may_be_an_array_of_parts()
    {
        Transcript.Decode("""
            {"choices":[{"finish_reason":"stop","message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}],"closed":true},{"type":"text","text":"4"},{"type":"reference","reference_ids":[1]},{"type":"text","text":"!"},{"type":"image_url","image_url":"https://x/y.png"}]}}]}
            """).ShouldBe("""
            start  
            0 Reasoning
            0 + Hm
            0 end
            1 Text
            1 + 4
            1 end
            2 Opaque reference
            2 state {"type":"reference","reference_ids":[1]}
            2 end
            3 Text
            3 + !
            4 Media image/* text/uri-list
            4 + https://x/y.png
            4 end
            3 end
            finish stop stop
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Images_sound_refusals_and_citations_have_their_blocks()
    {
        Transcript.Decode("""
            {"choices":[{"finish_reason":"stop","message":{"content":"See","refusal":"No","annotations":[{"type":"url_citation","url_citation":{"url":"https://x"}}],"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}],"audio":{"id":"a1","data":"QUJD","transcript":""}}}]}
            """).ShouldBe("""
            start  
            0 Text
            0 + See
            0 end
            1 Refusal
            1 + No
            1 end
            2 Text
            2 annotation {"type":"url_citation","url_citation":{"url":"https://x"}}
            3 Media image/png
            3 + QUJD
            3 end
            4 Media a1 audio/*
            4 + QUJD
            2 end
            4 end
            finish stop stop
            """.ReplaceLineEndings("\n"));
        Transcript.ToResponse("""{"choices":[{"finish_reason":"stop","message":{"audio":{"id":"a1","data":"QUJD"}}}]}""")
            .Messages[0].Contents.OfType<Microsoft.Extensions.AI.DataContent>().Single().WireId.ShouldBe("a1");
    }

    [Fact]
    public void Log_probabilities_are_gathered_in_order()
    {
        Transcript.Decode(Transcript.Stream(
            """{"choices":[{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a"}],"refusal":null}}]}""",
            """{"choices":[{"delta":{"content":"b"},"logprobs":{"content":[{"token":"b"}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"stop","logprobs":null}],"system_fingerprint":"fp"}"""))
            .ShouldEndWith("""
            extra logprobs [{"token":"a"},{"token":"b"}]
            extra system_fingerprint "fp"
            finish stop stop
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Think_tags_in_the_content_stay_text() =>
        Transcript.Decode(Transcript.Deltas("stop", """{"content":"<think>x</think>y"}""")).ShouldContain("0 Text\n0 + <think>x</think>y");
}
