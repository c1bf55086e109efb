using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Responses;

/// <summary>One answer, from a provider of another wire, in every format that can be handed on.</summary>
public sealed class StreamFormatTests
{
    private const string Anthropic = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\nworld"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string Cut = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}


        """;

    [Fact]
    public async Task Json_is_one_object_an_element() =>
        (await Run(StreamFormat.Json, Anthropic)).ShouldBe(["""{"content":"hello"}""", """{"content":"\nworld"}""", """{"finish_reason":"stop","usage":{"input_tokens":3,"output_tokens":2}}"""]);

    [Fact]
    public async Task Server_sent_events_are_data_and_an_empty_line() =>
        (await Run(StreamFormat.Sse, Anthropic)).ShouldBe(
        [
            "data: {\"content\":\"hello\"}\n\n", "data: {\"content\":\"\\nworld\"}\n\n", "data: {\"finish_reason\":\"stop\",\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}\n\n",
        ]);

    [Fact]
    public async Task A_line_of_json_holds_no_line_break_of_the_text() =>
        (await Run(StreamFormat.NdJson, Anthropic)).ShouldBe(
            ["{\"content\":\"hello\"}\n", "{\"content\":\"\\nworld\"}\n", "{\"finish_reason\":\"stop\",\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}\n"]);

    [Fact]
    public async Task The_default_is_chunks_of_chat_completions()
    {
        default(StreamFormat).ShouldBe(StreamFormat.OpenAIChunks);

        var events = string.Concat(await Run(default, Anthropic)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        events[^1].ShouldBe("data: [DONE]");
        var chunks = events[..^1].Select(line => JsonElement.Parse(line["data: ".Length..])).ToList();
        chunks.ShouldAllBe(chunk => chunk.GetProperty("object").GetString() == "chat.completion.chunk" && chunk.GetProperty("id").GetString() == "msg_1");
        var contents = chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(Content);
        string.Concat(contents).ShouldBe("hello\nworld");
    }

    [Fact]
    public async Task Ollama_ends_with_done_the_reason_and_the_counters()
    {
        var lines = string.Concat(await Run(StreamFormat.Ollama, Anthropic)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();

        string.Concat(lines.Select(line => line.GetProperty("message").GetProperty("content").GetString())).ShouldBe("hello\nworld");
        lines[..^1].ShouldAllBe(line => !line.GetProperty("done").GetBoolean());
        lines[^1].GetProperty("done").GetBoolean().ShouldBeTrue();
        lines[^1].GetProperty("done_reason").GetString().ShouldBe("stop");
        lines[^1].GetProperty("prompt_eval_count").GetInt32().ShouldBe(3);
        lines[^1].GetProperty("eval_count").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Embedded_every_content_is_one_object_of_ollama_and_the_last_one_is_done()
    {
        var events = string.Concat(await Run(StreamFormat.OllamaEmbedded, Anthropic)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        var contents = events[..^1]
            .SelectMany(line => JsonElement.Parse(line["data: ".Length..]).GetProperty("choices").EnumerateArray())
            .Select(Content)
            .Where(content => !string.IsNullOrEmpty(content))
            .Select(content => JsonElement.Parse(content!))
            .ToList();

        string.Concat(contents.Select(line => line.GetProperty("message").GetProperty("content").GetString())).ShouldBe("hello\nworld");
        contents[^1].GetProperty("done").GetBoolean().ShouldBeTrue();
        contents[^1].GetProperty("eval_count").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData(StreamFormat.OpenAIChunks, "\"error\":")]
    [InlineData(StreamFormat.Ollama, "{\"error\":")]
    [InlineData(StreamFormat.OllamaEmbedded, "\"error\":")]
    [InlineData(StreamFormat.Json, "{\"error\":{\"kind\":\"StreamInterrupted\"")]
    [InlineData(StreamFormat.Sse, "data: {\"error\":{\"kind\":\"StreamInterrupted\"")]
    [InlineData(StreamFormat.NdJson, "{\"error\":{\"kind\":\"StreamInterrupted\"")]
    public async Task An_answer_that_breaks_off_ends_with_the_error_and_never_as_done(StreamFormat format, string error)
    {
        var elements = await Run(format, Cut);

        elements[^1].ShouldContain(error);
        string.Concat(elements).ShouldNotContain("\"done\":true");
        string.Concat(elements).ShouldNotContain("\"finish_reason\":\"stop\"");
    }

    [Fact]
    public async Task A_call_that_fails_before_its_first_event_throws()
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""") { StatusCode = 401 });
        var stream = Parlance.Providers.Anthropic.WithApiKey("k").WithHandler(handler).Chat("claude").EncodeAsync(StreamFormat.Ollama, [new(ChatRole.User, "Hi")]);

        var error = await Should.ThrowAsync<LlmException>(async () => await stream.CountAsync());

        error.Kind.ShouldBe(LlmErrorKind.Authentication);
    }

    [Fact]
    public async Task Settings_that_were_left_out_are_told()
    {
        using var handler = new ReplayHandler(new ReplayResponse(Anthropic));
        var model = Parlance.Providers.Anthropic.WithApiKey("k").WithHandler(handler).Chat("claude");

        var stream = model.EncodeAsync(StreamFormat.Json, [new(ChatRole.User, "Hi")], new ChatOptions { Seed = 1 });
        stream.Warnings.ShouldBeEmpty();
        (await stream.CountAsync()).ShouldBeGreaterThan(0);

        stream.ContentType.ShouldBe("application/json");
        stream.Warnings.ShouldContain(warning => warning.Field == "Seed");
    }

    private static string? Content(JsonElement choice) =>
        choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : null;

    private static async Task<List<string>> Run(StreamFormat format, string body)
    {
        using var handler = new ReplayHandler(new ReplayResponse(body));
        var model = Parlance.Providers.Anthropic.WithApiKey("k").WithHandler(handler).Chat("claude");
        return await model.EncodeAsync(format, [new(ChatRole.User, "Hi")]).Select(bytes => Encoding.UTF8.GetString(bytes.Span)).ToListAsync();
    }
}
