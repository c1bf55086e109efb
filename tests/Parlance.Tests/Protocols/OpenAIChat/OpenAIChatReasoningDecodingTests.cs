using Microsoft.Extensions.AI;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatReasoningDecodingTests
{
    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    [InlineData("thought")]
    [InlineData("thinking")]
    public void Reasoning_is_found_under_every_name(string member)
    {
        const string Expected = """
            start id=r1 model=m
            block 0 Reasoning
            delta 0 "Hm"
            end 0
            block 1 Text
            delta 1 "4"
            end 1
            finish stop raw=stop
            """;
        OpenAIChatWire.Decode(OpenAIChatWire.Deltas("stop", $$"""{"{{member}}":"H"}""", $$"""{"{{member}}":"m","content":""}""", """{"content":"4"}""")).ShouldBe(Expected);
        OpenAIChatWire.Decode($$"""{"id":"r1","model":"m","choices":[{"message":{"content":"4","{{member}}":"Hm"},"finish_reason":"stop"}]}""").ShouldBe(Expected);
    }

    [Fact]
    public void Of_several_names_the_first_with_text_counts()
    {
        OpenAIChatWire.Decode("""{"choices":[{"message":{"content":"4","thinking":"d","thought":"c","reasoning":"b","reasoning_content":"a"},"finish_reason":"stop"}]}""").ShouldContain("delta 0 \"a\"\n");
        OpenAIChatWire.Decode("""{"choices":[{"message":{"content":"4","reasoning":"b","reasoning_content":""},"finish_reason":"stop"}]}""").ShouldContain("delta 0 \"b\"\n");
    }

    [Fact]
    public void Arguments_that_speak_of_reasoning_are_not_reasoning()
    {
        var response = OpenAIChatWire.DecodeToResponse("""
            {"reasoning":"not mine","choices":[{"message":{"content":"4","tool_calls":[{"id":"c","function":{"name":"f","arguments":{"reasoning":"x"}}}]},"finish_reason":"stop"}]}
            """);
        response.Messages[0].Contents.OfType<TextReasoningContent>().ShouldBeEmpty();
        response.Text.ShouldBe("4");
    }

    [Fact]
    public void Text_that_stands_in_the_details_too_counts_once_and_signed_details_are_joined()
    {
        var transcript = OpenAIChatWire.Decode(OpenAIChatWire.Deltas(
            "stop",
            """{"reasoning":"Let ","reasoning_details":[{"type":"reasoning.text","text":"Let ","index":0,"format":"f"}]}""",
            """{"reasoning":"me","reasoning_details":[{"type":"reasoning.text","text":"me","index":0,"format":"f"}]}""",
            """{"content":"","reasoning_details":[{"type":"reasoning.text","signature":"s1","index":0,"format":"f"}]}""",
            """{"content":"4"}"""));
        transcript.ShouldContain("""
            block 0 Reasoning
            delta 0 "Let me"
            state 0 [{"type":"reasoning.text","text":"Let me","index":0,"format":"f","signature":"s1"}]
            end 0
            block 1 Text
            """);
    }

    [Fact]
    public void Whole_details_are_kept_byte_for_byte()
    {
        const string Details = """[{"type": "reasoning.summary","summary":"S","index":0},{"type":"reasoning.encrypted","data":"e","index":0}]""";
        OpenAIChatWire.Decode($$"""{"choices":[{"message":{"content":"4","reasoning":null,"reasoning_details":{{Details}}},"finish_reason":"stop"}]}""")
            .ShouldContain($"""
            delta 0 "S"
            state 0 {Details}
            end 0
            """);
    }

    [Fact]
    public void Details_without_a_signature_are_only_text() =>
        OpenAIChatWire.Decode("""{"choices":[{"message":{"content":"4","reasoning_details":[{"type":"reasoning.text","text":"T"}]},"finish_reason":"stop"}]}""")
            .ShouldBe("""
            start
            block 0 Reasoning
            delta 0 "T"
            end 0
            block 1 Text
            delta 1 "4"
            end 1
            finish stop raw=stop
            """);
}
