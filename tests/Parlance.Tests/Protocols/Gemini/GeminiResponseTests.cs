using Microsoft.Extensions.AI;
using Parlance.Testing.Grammar;

namespace Parlance.Tests.Protocols.Gemini;

public sealed class GeminiResponseTests
{
    private const string Stream =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true}],\"role\":\"model\"}}],\"modelVersion\":\"gemini-3\",\"responseId\":\"r1\"}\r\n\r\n" +
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hé \"},{\"functionCall\":{\"name\":\"f\",\"args\":{ \"a\": 1 }},\"thoughtSignature\":\"c2ln\"},{\"functionCall\":{\"name\":\"g\"}}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]," +
        "\"usageMetadata\":{\"promptTokenCount\":10,\"cachedContentTokenCount\":4,\"toolUsePromptTokenCount\":5,\"candidatesTokenCount\":3,\"thoughtsTokenCount\":2,\"totalTokenCount\":20},\"modelVersion\":\"gemini-3\",\"responseId\":\"r1\"}\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void A_stream_says_thoughts_text_calls_usage_and_end(int cut)
    {
        var response = GeminiWire.Decode(Stream, cut);

        response.ResponseId.ShouldBe("r1");
        response.ModelId.ShouldBe("gemini-3");
        response.Text.ShouldBe("Hé ");
        response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm");
        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToList();
        calls.Select(call => (call.CallId, call.Name, call.ArgumentsJson)).ShouldBe([("gemini_call_0", "f", "{ \"a\": 1 }"), ("gemini_call_1", "g", "{}")]);
        calls[0].OpaqueState.ShouldBe("c2ln");
        calls[0].Issuer.ShouldBe("gemini");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.RawFinishReason.ShouldBe("STOP");
        var usage = response.TokenUsage!.Value;
        (usage.UncachedInputTokens, usage.CacheReadTokens, usage.OutputTokens, usage.ReasoningTokens).ShouldBe((11L, 4L, 5L, 2L));
    }

    [Fact]
    public void One_array_in_pieces_is_a_stream_too() =>
        GeminiWire.Decode("""[{"candidates":[{"content":{"parts":[{"text":"a"}]}}]},""" + "\n" + """{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}]}]""", 3).Text.ShouldBe("ab");

    [Theory]
    [InlineData("STOP", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("MALFORMED_FUNCTION_CALL", "MALFORMED_FUNCTION_CALL")]
    public void Finish_reasons_are_mapped_and_unknown_ones_survive(string raw, string expected) =>
        GeminiWire.Decode($$$"""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"{{{raw}}}"}]}""").FinishReason!.Value.Value.ShouldBe(expected);

    [Fact]
    public void A_blocked_prompt_is_filtered_content()
    {
        var response = GeminiWire.Decode("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"modelVersion":"m"}""");
        response.FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        response.RawFinishReason.ShouldBe("PROHIBITED_CONTENT");
    }

    [Theory]
    [InlineData("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n", LlmErrorKind.StreamInterrupted)]
    [InlineData("{\"this\":{\"is\":\"foreign\"}}", LlmErrorKind.MalformedResponse)]
    [InlineData("{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}", LlmErrorKind.RateLimited)]
    public void What_is_no_whole_response_fails(string body, LlmErrorKind kind) =>
        Should.Throw<LlmException>(() => GeminiWire.Decode(body)).Kind.ShouldBe(kind);

    [Fact]
    public void Arguments_in_pieces_are_put_together()
    {
        string[] calls =
        [
            """{"name":"write","willContinue":true}""",
            """{"partialArgs":[{"jsonPath":"$.items[0].name","stringValue":"ap","willContinue":true}],"willContinue":true}""",
            """{"partialArgs":[{"jsonPath":"$.items[0].name","stringValue":"ple"}],"willContinue":true}""",
            """{"partialArgs":[{"jsonPath":"$.items[0].price","numberValue":0.50},{"jsonPath":"$.done","boolValue":true}],"willContinue":true}""",
            "{}",
        ];
        var body = string.Concat(calls.Select(call => $$$"""data: {"candidates":[{"content":{"parts":[{"functionCall":{{{call}}}}]}}]}""" + "\n\n"))
            + "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n";

        var call = GeminiWire.Decode(body).Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.ArgumentsJson.ShouldBe("""{"items":[{"name":"apple","price":0.50}],"done":true}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_response_encoded_again_says_the_same(bool isStreaming)
    {
        var encoded = GeminiWire.Encode(Stream, isStreaming);

        GeminiGrammar.Check(System.Text.Encoding.UTF8.GetBytes(encoded), isStreaming).ShouldBeEmpty();
        var (before, after) = (GeminiWire.Decode(Stream), GeminiWire.Decode(encoded));
        after.Text.ShouldBe(before.Text);
        after.TokenUsage.ShouldBe(before.TokenUsage);
        after.FinishReason.ShouldBe(before.FinishReason);
        after.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.ArgumentsJson, call.OpaqueState))
            .ShouldBe(before.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.ArgumentsJson, call.OpaqueState)));
    }
}
