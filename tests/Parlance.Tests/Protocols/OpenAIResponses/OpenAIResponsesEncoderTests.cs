using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Testing.Grammar;

namespace Parlance.Tests.Protocols.OpenAIResponses;

public sealed class OpenAIResponsesEncoderTests
{
    [Fact]
    public void A_stream_begins_and_ends_each_item_and_part_as_itself()
    {
        var stream = ResponsesWire.Encode(isStreaming: true, Say);

        Events(stream).ShouldBe(
        [
            "response.created", "response.in_progress",
            "response.output_item.added rs_1", "response.reasoning_summary_part.added rs_1", "response.reasoning_summary_text.delta rs_1 Hm",
            "response.reasoning_summary_text.done rs_1", "response.reasoning_summary_part.done rs_1", "response.output_item.done rs_1",
            "response.output_item.added msg_2", "response.content_part.added msg_2", "response.output_text.delta msg_2 Hi", "response.output_text.delta msg_2  there",
            "response.output_text.annotation.added msg_2", "response.output_text.done msg_2", "response.content_part.done msg_2", "response.output_item.done msg_2",
            "response.output_item.added fc_3", "response.function_call_arguments.delta fc_3 {\"a\"", "response.function_call_arguments.delta fc_3 :1}",
            "response.function_call_arguments.done fc_3", "response.output_item.done fc_3",
            "response.completed",
        ]);
        OpenAIResponsesGrammar.Check(Encoding.UTF8.GetBytes(stream), isStreaming: true).ShouldBeEmpty();
        Datas(stream).Select(data => data.GetProperty("sequence_number").GetInt32()).ShouldBe(Enumerable.Range(0, 22));
    }

    [Fact]
    public void A_stream_ends_with_the_response_that_a_whole_body_would_be()
    {
        var last = Datas(ResponsesWire.Encode(isStreaming: true, Say))[^1].GetProperty("response");
        var whole = JsonElement.Parse(ResponsesWire.Encode(isStreaming: false, Say));

        JsonElement.DeepEquals(last, whole).ShouldBeTrue($"{last.GetRawText()}\n{whole.GetRawText()}");
        whole.GetProperty("output").GetRawText().ShouldBe("""
            [{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"signature"},{"id":"msg_2","type":"message","status":"completed","content":[{"type":"output_text","annotations":[{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":2}],"logprobs":[],"text":"Hi there"}],"role":"assistant"},{"id":"fc_3","type":"function_call","status":"completed","arguments":"{\"a\":1}","call_id":"call_1","name":"f"}]
            """);
        whole.GetProperty("usage").GetRawText().ShouldBe("""
            {"input_tokens":7,"input_tokens_details":{"cached_tokens":2},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":12}
            """);
        OpenAIResponsesGrammar.Check(Encoding.UTF8.GetBytes(whole.GetRawText()), isStreaming: false).ShouldBeEmpty();
    }

    [Fact]
    public void The_id_that_a_stream_began_with_stays_when_another_comes_late()
    {
        var stream = ResponsesWire.Encode(isStreaming: true, encoder =>
        {
            encoder.Start(null, null, null);
            encoder.Identify(new ResponseInfo { Id = "late", Model = "gpt-late" });
            encoder.Finish(ChatFinishReason.Stop, null);
        });

        var responses = Datas(stream).Select(data => data.GetProperty("response")).ToList();
        responses.Select(response => response.GetProperty("id").GetString()).ShouldAllBe(id => id == "resp_made");
        responses[0].GetProperty("model").GetString().ShouldBe("asked-for");
        responses[^1].GetProperty("model").GetString().ShouldBe("gpt-late");
    }

    [Theory]
    [InlineData("length", "incomplete", "max_output_tokens")]
    [InlineData("content_filter", "incomplete", "content_filter")]
    [InlineData("a_new_reason", "incomplete", "a_new_reason")]
    [InlineData("stop", "completed", null)]
    [InlineData("tool_calls", "completed", null)]
    public void The_status_says_why_it_ended(string reason, string status, string? incomplete)
    {
        var stream = ResponsesWire.Encode(isStreaming: true, encoder =>
        {
            encoder.Start("r", "m", null);
            encoder.Finish(new ChatFinishReason(reason), null);
        });

        var last = Datas(stream)[^1];
        last.GetProperty("type").GetString().ShouldBe($"response.{status}");
        last.GetProperty("response").GetProperty("status").GetString().ShouldBe(status);
        var details = last.GetProperty("response").GetProperty("incomplete_details");
        (details.ValueKind == JsonValueKind.Null ? null : details.GetProperty("reason").GetString()).ShouldBe(incomplete);
    }

    [Fact]
    public void A_failure_is_an_event_of_a_stream_that_began_and_a_body_before_that()
    {
        var error = new LlmException(LlmErrorKind.Overloaded, "busy");
        var begun = ResponsesWire.Encode(isStreaming: true, encoder =>
        {
            encoder.Start("r", "m", null);
            encoder.Fail(error);
        });

        Datas(begun)[^1].GetProperty("type").GetString().ShouldBe("response.failed");
        Datas(begun)[^1].GetProperty("response").GetProperty("error").GetProperty("message").GetString().ShouldBe("busy");
        ResponsesWire.Encode(isStreaming: true, encoder => encoder.Fail(error)).ShouldBe("""{"error":{"message":"busy","type":"overloaded_error","param":null,"code":"overloaded_error"}}""");
        ResponsesWire.Encode(isStreaming: false, encoder => encoder.Fail(error)).ShouldBe("""{"error":{"message":"busy","type":"overloaded_error","param":null,"code":"overloaded_error"}}""");
    }

    [Fact]
    public void What_this_wire_wrote_comes_back_as_it_was()
    {
        const string Search = """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}}""";
        var body = ResponsesWire.Encode(isStreaming: false, encoder =>
        {
            encoder.Start("r", "m", null);
            encoder.BlockStart(0, BlockKind.ServerToolCall, "ws_1", "web_search_call", null);
            encoder.OpaqueState(0, Encoding.UTF8.GetBytes(Search));
            encoder.BlockEnd(0);
            encoder.BlockStart(1, new BlockInfo(BlockKind.ToolCall) { Id = "call_1", Name = "math", IsCustomCall = true });
            encoder.OpaqueState(1, """{"id":"ctc_1"}"""u8);
            encoder.Delta(1, "4 + 4"u8);
            encoder.BlockEnd(1);
            encoder.BlockStart(2, BlockKind.Refusal, null, null, null);
            encoder.Delta(2, "No."u8);
            encoder.BlockEnd(2);
            encoder.BlockStart(3, BlockKind.Media, "ig_1", null, "image/webp");
            encoder.Delta(3, "aGk="u8);
            encoder.BlockEnd(3);
            encoder.Finish(ChatFinishReason.ToolCalls, null);
            encoder.Warnings.ShouldBeEmpty();
        });

        ResponsesWire.Member(body, "output").ShouldBe($$$"""
            [{{{Search}}},{"id":"ctc_1","type":"custom_tool_call","status":"completed","input":"4 + 4","call_id":"call_1","name":"math"},{"id":"msg_1","type":"message","status":"completed","content":[{"type":"refusal","refusal":"No."}],"role":"assistant"},{"id":"ig_1","type":"image_generation_call","status":"completed","output_format":"webp","result":"aGk="}]
            """);
    }

    [Fact]
    public void A_call_that_was_cut_off_says_so()
    {
        var body = ResponsesWire.Encode(isStreaming: false, encoder =>
        {
            encoder.Start("r", "m", null);
            encoder.BlockStart(0, BlockKind.ToolCall, "call_1", "f", null);
            encoder.OpaqueState(0, """{"id":"fc_1","status":"incomplete"}"""u8);
            encoder.Delta(0, "{\"a"u8);
            encoder.BlockEnd(0);
            encoder.Finish(ChatFinishReason.Length, null);
        });

        ResponsesWire.Member(body, "output").ShouldBe("""[{"id":"fc_1","type":"function_call","status":"incomplete","arguments":"{\"a","call_id":"call_1","name":"f"}]""");
    }

    private static void Say(ResponseEncoder encoder)
    {
        encoder.Start("resp_1", "m", DateTimeOffset.FromUnixTimeSeconds(5));
        encoder.BlockStart(0, BlockKind.Reasoning, null, null, null);
        encoder.Delta(0, "Hm"u8);
        encoder.OpaqueState(0, "signature"u8);
        encoder.BlockEnd(0);
        encoder.BlockStart(1, BlockKind.Text, null, null, null);
        encoder.Delta(1, "Hi"u8);
        encoder.Delta(1, " there"u8);
        encoder.Annotation(1, """{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":2}"""u8);
        encoder.BlockEnd(1);
        encoder.BlockStart(2, BlockKind.ToolCall, "call_1", "f", null);
        encoder.Delta(2, "{\"a\""u8);
        encoder.Delta(2, ":1}"u8);
        encoder.BlockEnd(2);
        encoder.Usage(new TokenUsage { UncachedInputTokens = 5, CacheReadTokens = 2, OutputTokens = 5, ReasoningTokens = 1 }, default);
        encoder.Finish(ChatFinishReason.ToolCalls, null);
    }

    private static List<JsonElement> Datas(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..]))];

    /// <summary>Each event by its type, the item it is about and its piece.</summary>
    private static IEnumerable<string> Events(string stream) => Datas(stream).Select(data =>
    {
        var item = data.TryGetProperty("item_id", out var id) ? id.GetString() : data.TryGetProperty("item", out var whole) ? whole.GetProperty("id").GetString() : null;
        var piece = data.TryGetProperty("delta", out var delta) ? delta.GetString() : null;
        return string.Join(' ', new[] { data.GetProperty("type").GetString(), item, piece }.OfType<string>());
    });
}
