using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.AnthropicMessages;

public sealed class AnthropicEncoderTests
{
    [Fact]
    public void Interleaved_blocks_are_written_one_after_the_other()
    {
        var stream = Encode(isStreaming: true, static encoder =>
        {
            encoder.Start("msg_1", "m", null);
            encoder.BlockStart(0, BlockKind.Reasoning, null, null, null);
            encoder.Delta(0, "Hmm"u8);
            encoder.BlockStart(1, BlockKind.Text, null, null, null);
            encoder.Delta(1, "A"u8);
            encoder.BlockStart(2, BlockKind.ToolCall, "x", "f", null);
            encoder.BlockStart(3, BlockKind.ToolCall, null, "g", null);
            encoder.Delta(3, "{\"b\":"u8);
            encoder.Delta(2, "{\"a\":1}"u8);
            encoder.Delta(1, "B"u8);
            encoder.Delta(3, "2}"u8);
            encoder.BlockEnd(3);
            encoder.BlockEnd(0);
            encoder.BlockEnd(2);
            encoder.BlockEnd(1);
            encoder.Usage(new TokenUsage { UncachedInputTokens = 5, CacheWrite1hTokens = 2, OutputTokens = 6 }, default);
            encoder.Finish(ChatFinishReason.ToolCalls, "tool_calls");
        });

        var events = AnthropicGrammar.Validate(stream);
        events[^2].GetProperty("delta").GetProperty("stop_reason").GetString().ShouldBe("tool_use");
        events[^2].GetProperty("usage").GetProperty("input_tokens").GetInt64().ShouldBe(5);
        var heard = AnthropicWire.DecodeToResponse(stream);
        heard.Messages[0].Text.ShouldBe("AB");
        heard.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {call.ArgumentsJson}")
            .ShouldBe(["x f {\"a\":1}", "toolu_msg_1_3 g {\"b\":2}"]);
        heard.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 5, CacheWrite5mTokens = 0, CacheWrite1hTokens = 2, OutputTokens = 6 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_this_wire_said_it_says_again(bool isStreaming)
    {
        const string Body = """
            {"id":"msg_1","type":"message","model":"m","content":[
              {"type":"thinking","thinking":"Hmm","signature":"c2ln"},
              {"type":"redacted_thinking","data":"b3Bh"},
              {"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},
              {"type":"web_search_tool_result","tool_use_id":"s","content":[
                 {"type":"web_search_result","url":"https://a.example"}]},
              {"type":"text","text":"Hi","citations":[{"type":"web_search_result_location","url":"https://a.example"}]},
              {"type":"tool_use","id":"t","name":"n","input":{"a":1},"caller":{"type":"code_execution_20250825","tool_id":"s"}}],
             "stop_reason":"tool_use","stop_sequence":"END","container":{"id":"c"},
             "usage":{"input_tokens":1,"cache_read_input_tokens":2,"cache_creation_input_tokens":3,"output_tokens":4,"output_tokens_details":{"thinking_tokens":1},"server_tool_use":{"web_search_requests":1}}}
            """;
        var translated = AnthropicWire.Translate(Body, isStreaming);
        if (isStreaming)
        {
            AnthropicGrammar.Validate(translated);
        }

        var expected = AnthropicWire.DecodeToResponse(Body);
        var heard = AnthropicWire.DecodeToResponse(translated);
        Describe(heard).ShouldBe(Describe(expected));
        if (!isStreaming)
        {
            // A stream has announced the call before it hears who made it.
            heard.Messages[0].Contents.OfType<FunctionCallContent>().Single().OpaqueState.ShouldBe("""{"type":"code_execution_20250825","tool_id":"s"}""");
        }

        heard.RawUsage!.Value.GetProperty("server_tool_use").GetProperty("web_search_requests").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void A_failure_is_an_event_of_a_stream_that_has_begun_and_else_a_body()
    {
        var error = new LlmException(LlmErrorKind.Overloaded, "Too busy.");
        var stream = Encode(isStreaming: true, encoder =>
        {
            encoder.Start(null, null, null);
            encoder.Fail(error);
        });
        stream.ShouldEndWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Too busy.\"}}\n\n");
        Encode(isStreaming: true, encoder => encoder.Fail(error)).ShouldStartWith("{\"type\":\"error\"");
        Encode(isStreaming: false, encoder => encoder.Fail(error)).ShouldStartWith("{\"type\":\"error\"");
    }

    [Fact]
    public void What_the_wire_cannot_carry_is_reported()
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = AnthropicWire.Protocol.CreateEncoder(output, new ResponseContext(IsStreaming: true, "m"));
        encoder.Start(null, null, null);
        encoder.BlockStart(0, BlockKind.Media, null, null, "image/png");
        encoder.Delta(0, "aGk="u8);
        encoder.BlockEnd(0);
        encoder.BlockStart(1, BlockKind.ServerToolCall, "w", "web_search_call", null);
        encoder.OpaqueState(1, """{"type":"web_search_call"}"""u8);
        encoder.BlockEnd(1);
        encoder.BlockStart(2, BlockKind.Text, null, null, null);
        encoder.BlockEnd(2);
        encoder.Extra(ResponseExtra.LogProbs, "[]"u8);
        encoder.Finish(ChatFinishReason.Stop, "stop");
        encoder.Warnings.Select(warning => warning.Field).ShouldBe(["Media", "ServerToolCall", "logprobs"]);
        AnthropicGrammar.Validate(Encoding.UTF8.GetString(output.WrittenSpan)).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("stop", "stop", "end_turn")]
    [InlineData("stop", "stop_sequence", "stop_sequence")]
    [InlineData("length", "MAX_TOKENS", "max_tokens")]
    [InlineData("content_filter", "SAFETY", "refusal")]
    [InlineData("pause_turn", "pause_turn", "pause_turn")]
    [InlineData(null, null, "end_turn")]
    public void Every_reason_has_a_word(string? reason, string? raw, string word) =>
        JsonElement.Parse(Encode(isStreaming: false, encoder =>
        {
            encoder.Start("i", "m", null);
            encoder.Finish(reason is null ? null : new ChatFinishReason(reason), raw);
        })).GetProperty("stop_reason").GetString().ShouldBe(word);

    private static string Encode(bool isStreaming, Action<ResponseEncoder> speak)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = AnthropicWire.Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "claude-test"));
        speak(encoder);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static List<string> Describe(ChatResponse response) =>
    [
        .. response.Messages[0].Contents.Select(content => content switch
        {
            TextReasoningContent reasoning => $"{reasoning.Text}|{reasoning.ProtectedData}|{reasoning.WireType}",
            TextContent text => $"{text.Text}|{text.Annotations?.Count}",
            FunctionCallContent call => $"{call.CallId}|{call.Name}|{call.ArgumentsJson}",
            _ => content.Raw!.Value.GetProperty("type").GetString()!,
        }),
        $"{response.ResponseId} {response.ModelId} {response.FinishReason} {response.RawFinishReason} {response.TokenUsage}",
        response.Extras!.Value.GetProperty("stop_sequence").GetString()!,
        response.Extras!.Value.GetProperty("container").GetRawText(),
    ];
}
