using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols;

/// <summary>What servers add to an answer, or say as null or as nothing, without changing what the answer means.</summary>
public sealed class EquivalentResponsesTests
{
    private const string ConverseBody = """{"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2}}""";

    private const string ConverseStream = """
        {"contentBlockStart":{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t1","name":"f"}}}}
        {"contentBlockDelta":{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}}}
        {"contentBlockDelta":{"contentBlockIndex":1,"delta":{"reasoningContent":{"text":"Hm"}}}}
        {"messageStop":{"stopReason":"tool_use"}}
        """;

    private const string GeminiBody = """{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true},{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}""";

    private const string GeminiStream = "data: " + GeminiBody + "\n\n";

    private const string ChatBody = """{"id":"r1","model":"m","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"x_host":{"usage":{"prompt_tokens":3,"completion_tokens":2}}}""";

    [Theory]
    [InlineData("bedrock-converse", ConverseBody, """{"text":"Hi"}""", """{"text":"Hi","toolUse":null,"image":null,"reasoningContent":null}""")]
    [InlineData("bedrock-converse-stream", ConverseStream, """{"toolUse":{"input":"{}"}}""", """{"text":null,"reasoningContent":null,"toolUse":{"input":"{}"}}""")]
    [InlineData("bedrock-converse-stream", ConverseStream, """{"toolUse":{"input":"{}"}}""", """{"text":"","reasoningContent":{"text":""},"toolUse":{"input":"{}"}}""")]
    [InlineData("bedrock-converse-stream", ConverseStream, """{"text":"Hm"}""", """{"redactedContent":null,"signature":null,"text":"Hm"}""")]
    [InlineData("bedrock-converse-stream", ConverseStream, """start":{""", """start":{"toolResult":null,"image":null,""")]
    [InlineData("openai-chat", ChatBody, """finish_reason":"stop"}""", """finish_reason":"stop","error":{}}""")]
    [InlineData("openai-chat", ChatBody, """id":"r1",""", """id":"r1","error":{},""")]
    public void A_member_that_says_nothing_is_as_good_as_absent(string wire, string body, string plain, string padded) =>
        ShouldMeanTheSame(wire, body, body.Replace(plain, padded, StringComparison.Ordinal));

    [Theory]
    [InlineData("anthropic-messages", """{"type":"message","id":"m1","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}""", """{"type":"message","id":"m1","content":"Hi","stop_reason":"end_turn"}""")]
    [InlineData("cohere-v2-chat", """{"id":"m1","message":{"content":[{"type":"text","text":"Hi"}]},"finish_reason":"COMPLETE"}""", """{"id":"m1","message":{"content":"Hi"},"finish_reason":"COMPLETE"}""")]
    public void A_text_may_stand_in_place_of_its_list(string wire, string body, string other) => ShouldMeanTheSame(wire, body, other);

    [Theory]
    [InlineData("gemini-generate", GeminiBody, """text":"Hi"}""", """text":"Hi","mediaResolution":{"level":"HIGH"}}""")]
    [InlineData("gemini-generate", GeminiBody, """{"text":"Hm",""", """{"laterMember":{"a":1},"text":"Hm",""")]
    [InlineData("openai-chat", ChatBody, """finish_reason":"stop"}],""", """finish_reason":"stop"}],"x_later":{"a":1},""")]
    [InlineData("openai-chat", ChatBody, "}}}", """}},"x_later":{"a":1}}""")]
    public void A_member_of_a_later_day_takes_nothing_away(string wire, string body, string plain, string extended) =>
        ShouldMeanTheSame(wire, body, body.Replace(plain, extended, StringComparison.Ordinal));

    [Fact]
    public void An_event_without_text_does_not_tell_how_the_texts_of_a_stream_relate()
    {
        static string Event(string output) => $$"""data:{"output":{{output}},"request_id":"r1"}""" + "\n\n";
        static string Text(string text, string reason) => Event($$$"""{"choices":[{"message":{"content":"{{{text}}}"},"finish_reason":"{{{reason}}}"}]}""");

        Decode("dashscope-native", Text("1", "null") + Text("1, 2", "null") + Event("{}") + Text("1, 2, 3", "stop")).Text.ShouldBe("1, 2, 3");
    }

    [Theory]
    [InlineData("gemini-generate", GeminiStream)]
    [InlineData("dashscope-native", """
        data:{"output":{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]},"usage":{"input_tokens":3,"output_tokens":2},"request_id":"r1"}


        """)]
    [InlineData("anthropic-messages", """
        data: {"type":"message_start","message":{"id":"m1","content":[],"usage":{"input_tokens":3}}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}


        """)]
    [InlineData("cohere-v2-chat", """
        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}}}

        data: {"type":"message-end","delta":{"finish_reason":"COMPLETE"}}


        """)]
    [InlineData("openai-responses", """
        data: {"type":"response.completed","response":{"id":"r1","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}}


        """)]
    public void The_marker_of_another_wires_end_says_nothing_more(string wire, string stream) =>
        ShouldMeanTheSame(wire, stream, stream + "data: [DONE]\n\n");

    [Fact]
    public void The_marker_of_another_wires_end_makes_no_cut_stream_whole() =>
        Should.Throw<LlmException>(() => Decode("gemini-generate", GeminiStream.Replace(""","finishReason":"STOP"}""", "}", StringComparison.Ordinal) + "data: [DONE]\n\n"))
            .Kind.ShouldBe(LlmErrorKind.StreamInterrupted);

    [Fact]
    public void Arguments_in_pieces_may_stand_beside_empty_ones() =>
        Decode("gemini-generate", """
            [{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{},"willContinue":true}}]}}]},
            {"candidates":[{"content":{"parts":[{"functionCall":{"args":{},"partialArgs":[{"jsonPath":"$.a","numberValue":1}]}}]},"finishReason":"STOP"}]}]
            """).Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"a":1}""");

    private static void ShouldMeanTheSame(string wire, string body, string other)
    {
        other.ShouldNotBe(body);
        Describe(Decode(wire, other)).ShouldBe(Describe(Decode(wire, body)));
    }

    private static string Describe(ChatResponse response) =>
        string.Join('\n', response.Messages.SelectMany(message => message.Contents).Select(content => content switch
        {
            FunctionCallContent call => $"call {call.CallId} {call.Name} {call.ArgumentsJson}",
            TextReasoningContent reasoning => $"reasoning {reasoning.Text} {reasoning.ProtectedData}",
            _ => $"{content.GetType().Name} {content}",
        }))
        + $"\n{response.FinishReason} {response.RawFinishReason} {response.TokenUsage}";

    private static ChatResponse Decode(string wire, string body) => WireNames.Get(wire).Protocol.DecodeToResponse(body, "issuer");
}
