using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols.BedrockConverse;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.BedrockConverse;

/// <summary>Responses of Converse and ConverseStream.</summary>
public sealed class ConverseDecoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_stream_of_thought_text_and_a_call(int size)
    {
        byte[] body =
        [
            .. EventStreamMessage.Event("messageStart", """{"p":"abc","role":"assistant"}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Hm"}},"p":"a"}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"c2ln"}},"p":"a"}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"Let me "},"p":"a"}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"delta":{"text":"look \ud83d"},"contentBlockIndex":1}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"delta":{"text":"\ude00"},"contentBlockIndex":1}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":1}"""),
            .. EventStreamMessage.Event("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"a\""}}}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":": 1}"}}}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
            .. EventStreamMessage.Event("messageStop", """{"stopReason":"tool_use"}"""),
            .. EventStreamMessage.Event("metadata", """{"metrics":{"latencyMs":12},"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":20,"cacheReadInputTokens":3,"cacheWriteInputTokens":2,"cacheDetails":[{"ttl":"1h","inputTokens":2}]}}"""),
        ];

        var response = Decode(body, size);

        var contents = response.Messages.ShouldHaveSingleItem().Contents;
        var reasoning = contents.OfType<TextReasoningContent>().First(content => content.ProtectedData is not null);
        string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)).ShouldBe("Hm");
        reasoning.ProtectedData.ShouldBe("c2ln");
        reasoning.Issuer.ShouldBe("bedrock");
        response.Text.ShouldBe("Let me look 😀");
        var call = contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("t1", "look", """{"a": 1}"""));
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.RawFinishReason.ShouldBe("tool_use");
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 10, CacheReadTokens = 3, CacheWrite5mTokens = 0, CacheWrite1hTokens = 2, OutputTokens = 5 });
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("guardrail_intervened", "content_filter")]
    [InlineData("content_filtered", "content_filter")]
    [InlineData("malformed_tool_use", "malformed_tool_use")]
    public void Stop_reasons(string raw, string finish)
    {
        var response = Decode($$$"""{"stopReason":"{{{raw}}}","output":{"message":{"role":"assistant","content":[{"text":"x"}]}},"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""");
        response.FinishReason!.Value.Value.ShouldBe(finish);
        response.RawFinishReason.ShouldBe(raw);
    }

    [Theory]
    [InlineData("throttlingException", "Too many requests", LlmErrorKind.RateLimited, true)]
    [InlineData("serviceUnavailableException", "Busy", LlmErrorKind.Overloaded, true)]
    [InlineData("internalServerException", "Oops", LlmErrorKind.ServerError, true)]
    [InlineData("modelStreamErrorException", "The model broke off", LlmErrorKind.ServerError, true)]
    [InlineData("modelTimeoutException", "Too slow", LlmErrorKind.Timeout, true)]
    [InlineData("validationException", "The field is wrong", LlmErrorKind.InvalidRequest, false)]
    [InlineData("validationException", "Input is too long for requested model.", LlmErrorKind.ContextOverflow, false)]
    public void Exception_frames_made_by_hand_end_the_response_as_what_they_are(string type, string message, LlmErrorKind kind, bool isTransient)
    {
        byte[] body =
        [
            .. EventStreamMessage.Event("messageStart", """{"role":"assistant"}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Hel"}}"""),
            .. EventStreamMessage.Exception(type, $$"""{"message":"{{message}}"}"""),
        ];

        var error = Should.Throw<LlmException>(() => Decode(body));

        error.Kind.ShouldBe(kind);
        error.IsTransient.ShouldBe(isTransient);
        error.StatusCode.ShouldBe(200);
        error.ProviderCode.ShouldBe(type);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Damage_and_cuts_are_told_apart()
    {
        byte[] whole =
        [
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Hello"}}"""),
            .. EventStreamMessage.Event("messageStop", """{"stopReason":"end_turn"}"""),
        ];
        byte[] damaged = [.. whole];
        damaged[^5] ^= 0x20;
        var damage = Should.Throw<LlmException>(() => Decode(damaged));
        damage.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        damage.Message.ShouldContain("CRC-32");

        // The stream ends in the middle of its last message, and in the middle of its first.
        Should.Throw<LlmException>(() => Decode(whole[..^9])).Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        Should.Throw<LlmException>(() => Decode(whole[..9])).Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
    }

    [Fact]
    public void What_the_service_does_itself_can_be_sent_back_verbatim()
    {
        byte[] body =
        [
            .. EventStreamMessage.Event("contentBlockStart", """{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"s1","name":"nova_grounding","type":"server_tool_use"}}}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"query\":\"x\"}"}}}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
            .. EventStreamMessage.Event("contentBlockStart", """{"contentBlockIndex":1,"start":{"toolResult":{"toolUseId":"s1","status":"success","type":"nova_grounding_result"}}}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"toolResult":[{"text":"[HIDDEN]"}]}}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":1}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"reasoningContent":{"redactedContent":"cmVk"}}}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":3,"delta":{"text":"Ruby 4"}}"""),
            .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":3,"delta":{"citation":{"location":{"web":{"url":"https://example.com/a","domain":"example.com"}}}}}"""),
            .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":3}"""),
            .. EventStreamMessage.Event("messageStop", """{"stopReason":"end_turn"}"""),
        ];

        var response = Decode(body);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldBeEmpty();
        response.Messages[0].Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>()
            .ShouldHaveSingleItem().Url.ShouldBe(new Uri("https://example.com/a"));

        var (sent, warnings) = ConverseWire.Write(new ChatMessage(ChatRole.User, "Which?"), response.Messages[0]);

        warnings.ShouldBeEmpty();
        sent.ShouldMeanTheSame("""
            {"messages":[{"role":"user","content":[{"text":"Which?"}]},{"role":"assistant","content":[
              {"toolUse":{"toolUseId":"s1","name":"nova_grounding","type":"server_tool_use","input":{"query":"x"}}},
              {"toolResult":{"toolUseId":"s1","status":"success","type":"nova_grounding_result","content":[{"text":"[HIDDEN]"}]}},
              {"reasoningContent":{"redactedContent":"cmVk"}},
              {"citationsContent":{"content":[{"text":"Ruby 4"}],"citations":[{"location":{"web":{"url":"https://example.com/a","domain":"example.com"}}}]}}]}]}
            """);
    }

    [Fact]
    public void A_models_own_stream_is_unwrapped()
    {
        byte[] body =
        [
            .. EventStreamMessage.Chunk("""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}"""),
            .. EventStreamMessage.Chunk("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            .. EventStreamMessage.Chunk("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß dich"}}"""),
            .. EventStreamMessage.Chunk("""{"type":"content_block_stop","index":0}"""),
            .. EventStreamMessage.Chunk("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}"""),
            .. EventStreamMessage.Chunk("""{"type":"message_stop"}"""),
        ];

        foreach (var size in (int[])[1, 5, int.MaxValue])
        {
            var response = WireNames.Get("bedrock-invoke-stream").Protocol.DecodeToResponse(body, "anthropic-bedrock", size);
            (response.Text, response.ResponseId, response.FinishReason).ShouldBe(("Grüß dich", "msg_1", ChatFinishReason.Stop));
        }
    }

    private static ChatResponse Decode(string body) => Decode(Encoding.UTF8.GetBytes(body));

    private static ChatResponse Decode(byte[] body, int size = int.MaxValue) => new ConverseProtocol().DecodeToResponse(body, "bedrock", size);
}
