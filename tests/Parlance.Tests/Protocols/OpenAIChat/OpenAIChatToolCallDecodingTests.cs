using Microsoft.Extensions.AI;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatToolCallDecodingTests
{
    [Fact]
    public void Interleaved_calls_keep_their_pieces_apart()
    {
        Transcript.Decode(Transcript.Deltas(
            "tool_calls",
            """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}},{"index":1,"id":"b","function":{"name":"g","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":1,"function":{"arguments":"\"y\":2}"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":1}"}}]}"""))
            .ShouldBe("""
            start r1 m
            0 ToolCall a f
            1 ToolCall b g
            1 + {"y":2}
            0 + {"x":1}
            0 end
            1 end
            finish tool_calls tool_calls
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Arguments_in_many_pieces_are_one_text()
    {
        const string Arguments = """{"city":"Paris","unit":"celsius"}""";
        string[] deltas = ["""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}""",
            .. Arguments.Select(letter => $$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{System.Text.Json.JsonSerializer.Serialize(letter.ToString())}}}}}]}""")];
        var call = Transcript.ToResponse(Transcript.Deltas("tool_calls", deltas)).Messages[0].Contents.OfType<FunctionCallContent>().Single();
        call.ArgumentsJson.ShouldBe(Arguments);
    }

    [Fact]
    public void Repeated_ids_and_names_are_one_call() =>
        Calls(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}]}""").ShouldBe("a f {}");

    [Theory]
    [InlineData("""[{"index":0,"function":{"name":"f","arguments":"{\"x\":"}}]""", """[{"index":0,"id":"a","function":{"arguments":"1}"}}]""")]
    [InlineData("""[{"index":0,"id":"a","function":{"name":"","arguments":"{\"x\":"}}]""", """[{"index":0,"function":{"name":"f","arguments":"1}"}}]""")]
    [InlineData("""[{"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]""", """[{"id":"a","function":{"arguments":"1}"}}]""")]
    [InlineData("""[{"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]""", """[{"function":{"arguments":"1}"}}]""")]
    public void Ids_and_names_may_come_late_and_the_index_may_be_missing(string first, string second) =>
        Calls($$"""{"tool_calls":{{first}}}""", $$"""{"tool_calls":{{second}}}""").ShouldBe("a f {\"x\":1}");

    [Fact]
    public void Calls_without_a_working_index_are_told_apart()
    {
        Calls("""{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"f","arguments":"{}"}}]}""").ShouldBe("a f {}; b f {}");
        Calls("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}]}""").ShouldBe("a f {}; b f {}");
        Calls("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{}"}},{"index":1,"function":{"name":"g","arguments":"{}"}}]}""").ShouldBe(" f {};  g {}");
    }

    [Theory]
    [InlineData("""{"content":"a","tool_calls":[]}""")]
    [InlineData("""{"content":"a","tool_calls":null,"function_call":null}""")]
    [InlineData("""{"content":"a","function_call":{"name":"","arguments":""}}""")]
    public void Empty_lists_and_calls_are_absent(string delta) =>
        Transcript.Decode(Transcript.Deltas("stop", delta)).ShouldBe("start r1 m\n0 Text\n0 + a\n0 end\nfinish stop stop");

    [Fact]
    public void Text_after_a_call_is_not_lost()
    {
        var response = Transcript.ToResponse(Transcript.Deltas(
            "stop", """{"content":"one "}""", """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}""", """{"content":"two"}"""));
        response.Text.ShouldBe("one two");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public void Arguments_may_be_an_object() =>
        Calls("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{"x": 1}}}]}""").ShouldBe("a f {\"x\": 1}");

    [Fact]
    public void Signatures_and_kinds_travel_as_state()
    {
        Transcript.Decode(Transcript.Deltas("tool_calls", """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"},"extra_content":{"v":{"thought_signature":"s"}}}]}"""))
            .ShouldContain("""0 state {"extra_content":{"v":{"thought_signature":"s"}}}""");
        Transcript.Decode("""{"choices":[{"message":{"tool_calls":[{"id":"a","type":"custom","custom":{"name":"f","input":"free text"}}]},"finish_reason":"tool_calls"}]}""")
            .ShouldContain("0 ToolCall a f\n0 state {\"type\":\"custom\"}\n0 + free text");
        Transcript.Decode(Transcript.Deltas("function_call", """{"function_call":{"name":"f","arguments":""}}""", """{"function_call":{"arguments":"{}"}}"""))
            .ShouldContain("0 ToolCall  f\n0 state {\"type\":\"function_call\"}\n0 + {}\n0 end\nfinish tool_calls function_call");
    }

    private static string Calls(params string[] deltas) => string.Join("; ", Transcript.ToResponse(Transcript.Deltas("tool_calls", deltas))
        .Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {call.ArgumentsJson}"));
}
