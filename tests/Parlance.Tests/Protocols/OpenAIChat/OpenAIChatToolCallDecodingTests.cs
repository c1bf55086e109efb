using Microsoft.Extensions.AI;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatToolCallDecodingTests
{
    [Fact]
    public void Interleaved_calls_keep_their_pieces_apart()
    {
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas(
            "tool_calls",
            """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}},{"index":1,"id":"b","function":{"name":"g","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":1,"function":{"arguments":"\"y\":2}"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":1}"}}]}"""))
            .ShouldBe("""
            start id=r1 model=m
            block 0 ToolCall id=a name=f
            block 1 ToolCall id=b name=g
            delta 1 "{\"y\":2}"
            delta 0 "{\"x\":1}"
            end 0
            end 1
            finish tool_calls raw=tool_calls
            """);
    }

    [Fact]
    public void Arguments_in_many_pieces_are_one_text()
    {
        const string Arguments = """{"city":"Paris","unit":"celsius"}""";
        string[] deltas = ["""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}""",
            .. Arguments.Select(letter => $$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{System.Text.Json.JsonSerializer.Serialize(letter.ToString())}}}}}]}""")];
        var call = OpenAIChatWire.DecodeToResponse(OpenAIChatWire.Deltas("tool_calls", deltas)).Messages[0].Contents.OfType<FunctionCallContent>().Single();
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
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("stop", delta)).ShouldBe("""
            start id=r1 model=m
            block 0 Text
            delta 0 "a"
            end 0
            finish stop raw=stop
            """);

    [Fact]
    public void Text_after_a_call_is_not_lost()
    {
        var response = OpenAIChatWire.DecodeToResponse(OpenAIChatWire.Deltas(
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
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("tool_calls", """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"},"extra_content":{"v":{"thought_signature":"s"}}}]}"""))
            .ShouldContain("""state 0 {"extra_content":{"v":{"thought_signature":"s"}}}""");
        OpenAIChatWire.Decode("""{"choices":[{"message":{"tool_calls":[{"id":"a","type":"custom","custom":{"name":"f","input":"free text"}}]},"finish_reason":"tool_calls"}]}""")
            .ShouldContain("""
            block 0 ToolCall id=a name=f
            delta 0 "free text"
            """);
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("function_call", """{"function_call":{"name":"f","arguments":""}}""", """{"function_call":{"arguments":"{}"}}"""))
            .ShouldContain("""
            block 0 ToolCall id="" name=f
            delta 0 "{}"
            end 0
            finish tool_calls raw=function_call
            """);
    }

    private static string Calls(params string[] deltas) => string.Join("; ", OpenAIChatWire.DecodeToResponse(OpenAIChatWire.Deltas("tool_calls", deltas))
        .Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {call.ArgumentsJson}"));
}
