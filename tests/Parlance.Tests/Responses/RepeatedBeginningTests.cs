using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

/// <summary>
/// Decoders compare the beginning of a frame with the frame before and read on behind it. What a frame says must not
/// depend on that: neither where beginnings agree and the rest differs in kind, nor where they differ again.
/// </summary>
public sealed class RepeatedBeginningTests
{
    [Fact]
    public void A_choice_whose_index_follows_its_delta_is_not_taken_for_the_first() =>
        DecodeChat(
            """{"id":"r","choices":[{"delta":{"content":"a"},"index":0}]}""",
            """{"id":"r","choices":[{"delta":{"content":"X"},"index":1}]}""",
            """{"id":"r","choices":[{"delta":{"content":"b"},"index":0,"finish_reason":"stop"}]}""")
            .Text.ShouldBe("ab");

    [Fact]
    public void Another_choice_of_the_same_chunk_is_left_out() =>
        DecodeChat(
            """{"id":"r","choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"X"}}]}""",
            """{"id":"r","choices":[{"index":0,"delta":{"content":"b"}},{"index":1,"delta":{"content":"X"}}]}""",
            """{"id":"r","choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{"content":"X"}}]}""")
            .Text.ShouldBe("ab");

    [Fact]
    public void The_last_value_of_a_member_counts_when_the_beginning_changes_and_comes_back()
    {
        var response = DecodeChat(
            """{"id":"r","service_tier":"default","choices":[{"delta":{"content":"a"}}]}""",
            """{"id":"r","service_tier":"flex","choices":[{"delta":{"content":"b"}}]}""",
            """{"id":"r","service_tier":"default","choices":[{"delta":{"content":"c"},"finish_reason":"stop"}]}""");

        response.Text.ShouldBe("abc");
        response.Extras!.Value.GetProperty("service_tier").GetString().ShouldBe("default");
    }

    [Fact]
    public void Unknown_members_and_usage_behind_a_repeated_beginning_are_kept()
    {
        var response = DecodeChat(
            """{"id":"r","choices":[{"delta":{"content":"a"}}]}""",
            """{"id":"r","choices":[{"delta":{"content":"b","mood":"calm"},"shard":7}]}""",
            """{"id":"r","choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""");

        response.Extras!.Value.GetProperty("mood").GetString().ShouldBe("calm");
        response.Extras!.Value.GetProperty("shard").GetInt32().ShouldBe(7);
        response.TokenUsage!.Value.OutputTokens.ShouldBe(2);
    }

    [Fact]
    public void A_malformed_rest_is_an_error() =>
        Should.Throw<LlmException>(() => DecodeChat(
            """{"id":"r","choices":[{"delta":{"content":"a"}}]}""",
            """{"id":"r","choices":[{"delta":{"content":"b"}]}"""))
            .Kind.ShouldBe(LlmErrorKind.MalformedResponse);

    [Fact]
    public void An_error_behind_a_repeated_beginning_is_an_error() =>
        Should.Throw<LlmException>(() => DecodeChat(
            """{"id":"r","choices":[{"delta":{"content":"a"}}]}""",
            """{"id":"r","choices":[{"delta":{"content":""}}],"error":{"message":"The model is overloaded.","code":503}}"""))
            .Message.ShouldContain("overloaded");

    [Fact]
    public void Calls_that_come_alone_together_and_interleaved_keep_their_arguments()
    {
        var calls = DecodeChat(
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}]}}]}""",
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{"}},{"index":0,"function":{"arguments":":1"}}]}}]}""",
            """{"id":"r","choices":[{"delta":{"tool_calls":[]}}]}""",
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}}]}""",
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]},"finish_reason":"tool_calls"}]}""")
            .Messages.Single().Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {call.ArgumentsJson}");

        calls.ShouldBe(["""a f {"x":1}""", "b g {}"]);
    }

    [Fact]
    public void Interleaved_blocks_keep_their_text()
    {
        var response = Decode(
            Providers.Anthropic.Protocol,
            """{"type":"message_start","message":{"id":"m","model":"c","content":[]}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"a"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"x"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"y"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"b"}}""",
            """{"type":"content_block_delta","delta":{"type":"text_delta","text":"c"},"index":1}""",
            """{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"z"},"index":0}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}""",
            """{"type":"message_stop"}""");

        response.Text.ShouldBe("abc");
        string.Concat(response.Messages.Single().Contents.OfType<TextReasoningContent>().Select(content => content.Text)).ShouldBe("xyz");
        response.RawFinishReason.ShouldBe("end_turn");
    }

    private static ChatResponse DecodeChat(params ReadOnlySpan<string> chunks) => Decode(Providers.OpenAI.Protocol, chunks);

    private static ChatResponse Decode(Protocol protocol, params ReadOnlySpan<string> frames)
    {
        using var sink = new UpdateSink("issuer", []);
        using var reader = new ResponseReader(protocol.CreateDecoder(sink));
        foreach (var frame in frames)
        {
            reader.Write(Encoding.UTF8.GetBytes($"data: {frame}\n\n"));
        }

        reader.Complete();
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }
}
