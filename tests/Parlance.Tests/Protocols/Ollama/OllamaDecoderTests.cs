using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Tests.Support;
using static Parlance.Tests.Protocols.Ollama.OllamaWire;

namespace Parlance.Tests.Protocols.Ollama;

public sealed class OllamaDecoderTests
{
    private const string Stream = """
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:15.115854Z","message":{"role":"assistant","content":"","thinking":"Let me "},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:15.128165Z","message":{"role":"assistant","content":"","thinking":"look."},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:16Z","message":{"role":"assistant","content":"Für dich \ud83d"},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:16Z","message":{"role":"assistant","content":"\ude00 🎉","tool_calls":[]},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:17Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"index":0,"name":"get_weather","arguments":{"city": "Zürich",  "days":3}}},{"function":{"index":1,"name":"now","arguments":{}}}]},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:18Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_3","function":{"name":"later","arguments":{"a":[1]}}}]},"done":false}
        {"model":"qwen3:4b","created_at":"2026-08-04T19:58:19Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":56,"load_duration":7,"prompt_eval_count":307,"prompt_eval_duration":8,"eval_count":308,"eval_duration":9}

        """;

    [Fact]
    public void A_stream_says_everything_once_and_in_order()
    {
        var response = Decode(Chat, Stream);

        response.ResponseId.ShouldBeNull();
        response.ModelId.ShouldBe("qwen3:4b");
        response.CreatedAt.ShouldBe(new DateTimeOffset(2026, 8, 4, 19, 58, 15, TimeSpan.Zero).AddTicks(1158540));
        response.Text.ShouldBe("Für dich 😀 🎉");
        var contents = response.Messages.Single().Contents;
        contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Let me look.");
        contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name, call.ArgumentsJson)).ShouldBe(
        [
            ("call_1", "get_weather", """{"city": "Zürich",  "days":3}"""),
            ("", "now", "{}"),
            ("call_3", "later", """{"a":[1]}"""),
        ]);
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.RawFinishReason.ShouldBe("stop");
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 307, OutputTokens = 308 });
        response.Extras!.Value.GetRawText().ShouldBe("""{"total_duration":56,"load_duration":7,"prompt_eval_duration":8,"eval_duration":9}""");
    }

    [Fact]
    public void Where_the_network_cuts_makes_no_difference()
    {
        var whole = Record(Stream, isVerbatim: true);
        whole.ShouldNotContain("fail ");
        for (var size = 1; size < 200; size++)
        {
            // Argument deltas and text deltas belong to frames, not to reads, so even their number is the same.
            Record(Stream, size, isVerbatim: true).ShouldBe(whole, $"cut every {size} bytes");
        }
    }

    [Fact]
    public void Member_order_makes_no_difference()
    {
        const string forward = """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"text","thinking":"why","tool_calls":[{"id":"c","function":{"name":"f","arguments":{"x":1}}}]},"done":true,"done_reason":"stop","eval_count":2,"prompt_eval_count":1}""";
        const string backward = """{"prompt_eval_count":1,"eval_count":2,"done_reason":"stop","done":true,"message":{"tool_calls":[{"function":{"arguments":{"x":1},"name":"f"},"id":"c"}],"thinking":"why","content":"text","role":"assistant"},"created_at":"2026-01-01T00:00:00Z","model":"m"}""";

        Record(forward).ShouldNotContain("fail ");
        Record(backward).ShouldBe(Record(forward));
    }

    [Fact]
    public void Generate_is_the_same_wire_with_its_text_elsewhere()
    {
        var response = Decode(Generate, """
            {"model":"gemma3:1b","created_at":"2025-05-19T09:26:59.678947Z","response":"","thinking":"hm","done":false}
            {"model":"gemma3:1b","created_at":"2025-05-19T09:26:59.689977Z","response":"Okay","done":false}
            {"model":"gemma3:1b","created_at":"2025-05-19T09:27:00Z","response":"","done":true,"done_reason":"length","context":[105,2364],"eval_count":51}
            """);

        response.Text.ShouldBe("Okay");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("hm");
        response.FinishReason.ShouldBe(ChatFinishReason.Length);
        response.TokenUsage.ShouldBe(new TokenUsage { OutputTokens = 51 });
        response.Extras!.Value.GetRawText().ShouldBe("""{"context":[105,2364]}""");
    }

    [Fact]
    public void Absent_null_and_empty_members_are_the_same()
    {
        var response = Decode(Chat, """{"model":"m","message":{"role":"assistant","content":null,"thinking":"","tool_calls":null,"images":[]},"done":true,"done_reason":""}""");

        response.Messages.SelectMany(message => message.Contents).ShouldBeEmpty();
        response.FinishReason.ShouldBeNull();
        response.RawFinishReason.ShouldBeNull();
        response.Usage.ShouldBeNull();
    }

    [Theory]
    [InlineData("load")]
    [InlineData("unload")]
    [InlineData("something_new")]
    public void Unknown_reasons_survive(string reason)
    {
        var response = Decode(Chat, $$"""{"model":"m","message":{"role":"assistant","content":""},"done_reason":"{{reason}}","done":true}""");

        response.FinishReason!.Value.Value.ShouldBe(reason);
        response.RawFinishReason.ShouldBe(reason);
    }

    [Fact]
    public void Argument_text_that_a_server_sends_as_a_string_is_read_too() =>
        Decode(Chat, """{"model":"m","message":{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"a\":1}"}}]},"done":true}""")
            .Messages.Single().Contents.OfType<FunctionCallContent>().Single().ArgumentsJson.ShouldBe("""{"a":1}""");

    [Fact]
    public void Images_and_log_probabilities_arrive()
    {
        var response = Decode(Chat, """
            {"model":"m","message":{"role":"assistant","content":"a","images":["iVBORw0KGgo="]},"logprobs":[{"token":"a","logprob":-0.5}],"done":false}
            {"model":"m","message":{"role":"assistant","content":"b"},"logprobs":[{"token":"b","logprob":-1}],"done":true}
            """);

        var image = response.Messages.Single().Contents.OfType<DataContent>().Single();
        image.MediaType.ShouldBe("image/png");
        image.Base64Data.ToString().ShouldBe("iVBORw0KGgo=");
        response.Text.ShouldBe("ab");
        response.LogProbs!.Value.GetRawText().ShouldBe("""[{"token":"a","logprob":-0.5},{"token":"b","logprob":-1}]""");
    }

    [Fact]
    public void A_stream_without_its_terminal_is_an_error()
    {
        var error = Should.Throw<LlmException>(() => Decode(Chat, """{"model":"m","message":{"role":"assistant","content":"Hal"},"done":false}"""));

        error.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        error.Message.ShouldContain("ollama-chat");
    }

    [Fact]
    public void An_error_line_ends_the_stream()
    {
        using var sink = new UpdateSink(null, []);
        Chat.Decode("""
            {"model":"m","message":{"role":"assistant","content":"Hal"},"done":false}
            {"error":"an error was encountered while running the model: unexpected EOF"}
            {"model":"m","message":{"role":"assistant","content":"never"},"done":true}
            """, sink, 7);

        sink.Pending.Select(update => update.Text).ShouldBe(["Hal"]);
        sink.Error!.Kind.ShouldBe(LlmErrorKind.ServerError);
        sink.Error.StatusCode.ShouldBe(200);
        sink.Error.Message.ShouldContain("unexpected EOF");
    }

    [Fact]
    public void A_malformed_chunk_is_an_error_that_names_the_wire()
    {
        var error = Should.Throw<LlmException>(() => Decode(Chat, """
            {"model":"m","message":{"role":"assistant","content":"a"},"done":false}
            {"model":"m","message":{"role":"assistant","content":tru},"done":false}
            {"model":"m","message":{"role":"assistant","content":"b"},"done":true}
            """));

        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Message.ShouldContain("ollama-chat");
    }

    private static string Record(string body, int pieceLength = int.MaxValue, bool isVerbatim = false)
    {
        var sink = new RecordingSink { Verbatim = isVerbatim };
        Chat.Decode(body, sink, pieceLength);
        return sink.ToString();
    }
}
