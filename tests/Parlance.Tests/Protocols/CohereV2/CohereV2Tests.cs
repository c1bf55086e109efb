using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols.CohereV2;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.CohereV2;

public sealed class CohereV2Tests
{
    private const string Stream = """
        event: message-start
        data: {"id":"m-1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

        event: tool-plan-delta
        data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will"}}}

        event: tool-plan-delta
        data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":" add."}}}

        event: tool-call-start
        data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"c1","type":"function","function":{"name":"add","arguments":""}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"a\": "}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"1}"}}}}}

        event: tool-call-end
        data: {"type":"tool-call-end","index":0}

        event: message-end
        data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":4,"output_tokens":2},"tokens":{"input_tokens":40,"output_tokens":20},"cached_tokens":16}}}

        data: [DONE]


        """;

    [Fact]
    public async Task A_stream_of_a_plan_and_a_call_is_read()
    {
        using var handler = new VerbatimHandler(Stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        handler.Single.Url.ShouldBe("https://api.cohere.com/v2/chat");
        handler.Single.Body.ShouldBe("""{"model":"command-a","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        response.ResponseId.ShouldBe("m-1");
        response.Text.ShouldBe("");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("I will add.");
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().ArgumentsJson.ShouldBe("""{"a": 1}""");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.RawFinishReason.ShouldBe("TOOL_CALL");
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 24, CacheReadTokens = 16, OutputTokens = 20 });
    }

    [Fact]
    public async Task Thinking_text_and_citations_of_a_whole_answer_are_told_apart()
    {
        using var handler = new VerbatimHandler("""
            {"id":"m-2","message":{"role":"assistant","content":[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"Matz."}],"citations":[{"start":0,"end":4,"text":"Matz","sources":[{"type":"document","id":"d"}]}]},"finish_reason":"COMPLETE"}
            """);

        var response = await Model(handler).GetResponseAsync("Who?");

        response.Text.ShouldBe("Matz.");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        response.Messages.Single().Contents.SelectMany(content => content.Annotations ?? []).Single().Raw!.Value.GetProperty("text").GetString().ShouldBe("Matz");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Theory]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("STOP_SEQUENCE", "stop")]
    [InlineData("SOMETHING_NEW", "SOMETHING_NEW")]
    public async Task Finish_reasons_are_normalized(string raw, string reason)
    {
        using var handler = new VerbatimHandler($$"""{"id":"m","message":{"role":"assistant","content":[{"type":"text","text":"x"}]},"finish_reason":"{{raw}}"}""");

        (await Model(handler).GetResponseAsync("Hi")).FinishReason!.Value.Value.ShouldBe(reason);
    }

    [Theory]
    [InlineData("ERROR", LlmErrorKind.ServerError)]
    [InlineData("TIMEOUT", LlmErrorKind.Timeout)]
    public async Task A_finish_that_is_a_failure_is_one(string raw, LlmErrorKind kind)
    {
        using var handler = new VerbatimHandler($$"""{"id":"m","message":{"role":"assistant","content":[]},"finish_reason":"{{raw}}"}""");

        (await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync("Hi"))).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task A_stream_without_its_end_was_cut()
    {
        using var handler = new VerbatimHandler(Stream[..Stream.IndexOf("event: message-end", StringComparison.Ordinal)], "text/event-stream");

        (await Should.ThrowAsync<LlmException>(() => Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync())).Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
    }

    [Fact]
    public async Task Settings_are_said_in_the_wires_words()
    {
        using var handler = new VerbatimHandler("""{"id":"m","message":{"role":"assistant","content":[]},"finish_reason":"COMPLETE"}""");
        var options = new ChatOptions
        {
            TopK = 3, TopP = 0.5f, Seed = 7, StopSequences = ["END"], ReasoningBudget = 100, ResponseFormat = ChatResponseFormat.Json, ToolMode = ChatToolMode.RequireSpecific("f"), EndUserId = "u",
        };

        var response = await Model(handler).GetResponseAsync("Hi", options);

        handler.Single.Body.ShouldBe(
            """{"model":"command-a","messages":[{"role":"user","content":"Hi"}],"tool_choice":"REQUIRED","p":0.5,"k":3,"seed":7,"stop_sequences":["END"],"thinking":{"type":"enabled","token_budget":100},"response_format":{"type":"json_object"}}""");
        response.Warnings.Select(warning => warning.Field).ShouldBe(["ToolMode", "EndUserId"]);
    }

    [Fact]
    public void What_only_this_wire_knows_survives_a_round_trip()
    {
        const string body = """{"model":"c","messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}],"tool_plan":"Plan."},{"role":"tool","tool_call_id":"1","content":[{"type":"document","document":{"data":{"output":"5"}}}]}],"documents":[{"id":"d","data":{"text":"t"}}],"safety_mode":"OFF","thinking":{"type":"disabled"}}""";
        var protocol = new CohereV2Protocol();
        var call = protocol.ReadRequest(Encoding.UTF8.GetBytes(body));

        var written = new System.Buffers.ArrayBufferWriter<byte>();
        protocol.WriteRequest(call, written);

        System.Text.Json.Nodes.JsonNode.DeepEquals(
            System.Text.Json.Nodes.JsonNode.Parse(written.WrittenSpan),
            System.Text.Json.Nodes.JsonNode.Parse(body)).ShouldBeTrue(Encoding.UTF8.GetString(written.WrittenSpan));
        call.Warnings.ShouldBeEmpty();
    }

    private static ChatModel Model(HttpMessageHandler handler) => Parlance.Providers.Cohere.WithApiKey("k").WithHandler(handler).Chat("command-a");
}
