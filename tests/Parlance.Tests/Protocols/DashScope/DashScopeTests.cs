using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.DashScope;

public sealed class DashScopeTests
{
    private const string Incremental = """
        id:1
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"","reasoning_content":"Let me","role":"assistant"},"index":0,"finish_reason":"null"}]},"usage":{"total_tokens":11,"output_tokens":1,"input_tokens":10},"request_id":"r-1"}

        id:2
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"1","role":"assistant"},"index":0,"finish_reason":"null"}]},"request_id":"r-1"}

        id:3
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"10","role":"assistant"},"index":0,"finish_reason":"null"}]},"request_id":"r-1"}

        id:4
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":"}}],"role":"assistant"},"index":0,"finish_reason":"null"}]},"request_id":"r-1"}

        id:5
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"","tool_calls":[{"index":0,"id":"","type":"function","function":{"arguments":"1}"}}],"role":"assistant"},"index":0,"finish_reason":"tool_calls"}]},"usage":{"total_tokens":20,"output_tokens":10,"input_tokens":10,"prompt_tokens_details":{"cached_tokens":4},"output_tokens_details":{"reasoning_tokens":2}},"request_id":"r-1"}


        """;

    private const string Cumulative = """
        id:1
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"1","role":"assistant"},"finish_reason":"null"}]},"request_id":"r-2"}

        id:2
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"1, 2","role":"assistant"},"finish_reason":"null"}]},"request_id":"r-2"}

        id:3
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"1, 2, 3","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\""}}],"role":"assistant"},"finish_reason":"null"}]},"request_id":"r-2"}

        id:4
        event:result
        :HTTP_STATUS/200
        data:{"output":{"choices":[{"message":{"content":"1, 2, 3","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}],"role":"assistant"},"finish_reason":"tool_calls"}]},"request_id":"r-2"}


        """;

    [Fact]
    public async Task An_incremental_stream_is_asked_for_and_read()
    {
        using var handler = new VerbatimHandler(Incremental, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        handler.Single.Url.ShouldBe("https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation");
        handler.Single.Headers["X-DashScope-SSE"].ShouldBe("enable");
        handler.Single.Body.ShouldBe("""{"model":"qwen-max","input":{"messages":[{"role":"user","content":"Hi"}]},"parameters":{"result_format":"message","incremental_output":true}}""");
        response.ResponseId.ShouldBe("r-1");
        response.Text.ShouldBe("110");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Let me");
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("c1", "add", """{"a":1}"""));
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 6, CacheReadTokens = 4, OutputTokens = 10, ReasoningTokens = 2 });
    }

    [Fact]
    public async Task A_stream_that_repeats_itself_is_delivered_once()
    {
        using var handler = new VerbatimHandler(Cumulative, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        response.Text.ShouldBe("1, 2, 3");
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().ArgumentsJson.ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task A_short_answer_that_its_last_event_repeats_is_delivered_once()
    {
        const string stream = """
            data:{"output":{"finish_reason":"null","text":"Yes"},"request_id":"r"}

            data:{"output":{"finish_reason":"stop","text":"Yes"},"request_id":"r"}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        (await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync()).Text.ShouldBe("Yes");
    }

    [Fact]
    public async Task A_stream_without_a_finish_reason_was_cut()
    {
        using var handler = new VerbatimHandler("""data:{"output":{"finish_reason":"null","text":"Ye"},"request_id":"r"}""" + "\n\n", "text/event-stream");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        error.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
    }

    [Fact]
    public async Task A_whole_answer_is_read()
    {
        using var handler = new VerbatimHandler("""
            {"output":{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":[{"text":"A cat."}],"reasoning_content":"Fur."}}]},"usage":{"input_tokens":14,"output_tokens":3},"request_id":"r-3"}
            """);
        var options = new ChatOptions
        {
            MaxOutputTokens = 9,
            TopK = 5,
            StopSequences = ["END"],
            ReasoningEnabled = true,
            ToolMode = ChatToolMode.RequireSpecific("look"),
            Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", JsonElement.Parse("""{"type":"object"}"""))],
        };
        var image = new ChatMessage(ChatRole.User, [new TextContent("What is it?"), new UriContent("https://example.com/cat.png", "image/png")]);

        var response = await Model(handler).GetResponseAsync([image], options);

        handler.Single.Url.ShouldBe("https://dashscope.aliyuncs.com/api/v1/services/aigc/multimodal-generation/generation");
        handler.Single.Headers.ContainsKey("X-DashScope-SSE").ShouldBeFalse();
        handler.Single.Body.ShouldBe(
            """{"model":"qwen-max","input":{"messages":[{"role":"user","content":[{"text":"What is it?"},{"image":"https://example.com/cat.png"}]}]},"parameters":{"result_format":"message","max_tokens":9,"top_k":5,"stop":["END"],"enable_thinking":false,"tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object","properties":{}}}}],"tool_choice":{"type":"function","function":{"name":"look"}}}}""");
        response.Text.ShouldBe("A cat.");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Fur.");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task Content_without_a_part_throws_or_is_described()
    {
        using var handler = new VerbatimHandler("""{"output":{"text":"ok","finish_reason":"stop"}}""");
        ChatMessage[] messages = [new(ChatRole.User, [new TextContent("Read:"), new DataContent(new byte[] { 1, 2 }, "application/pdf")])];

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(messages));
        var described = Parlance.Providers.DashScope.WithApiKey("k").WithHandler(handler).WithUnsupportedContent(UnsupportedContent.Describe).Chat("qwen-max");
        await described.GetResponseAsync(messages);

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        handler.Single.Body.ShouldContain("""{"role":"user","content":"Read:\n[application/pdf, 2 bytes]"}""");
    }

    [Fact]
    public async Task What_the_wire_cannot_say_is_a_warning()
    {
        using var handler = new VerbatimHandler("""{"output":{"text":"ok","finish_reason":"stop"}}""");

        var response = await Model(handler).GetResponseAsync("Hi", new ChatOptions { FrequencyPenalty = 1, ToolMode = ChatToolMode.RequireAny });

        response.Warnings.Select(warning => warning.Field).ShouldBe(["ToolMode", "FrequencyPenalty"]);
    }

    [Theory]
    [InlineData("InvalidApiKey", LlmErrorKind.Authentication)]
    [InlineData("Throttling.RateQuota", LlmErrorKind.RateLimited)]
    [InlineData("DataInspectionFailed", LlmErrorKind.ContentFiltered)]
    [InlineData("InvalidParameter", LlmErrorKind.InvalidRequest)]
    public async Task An_error_inside_a_stream_is_told(string code, LlmErrorKind kind)
    {
        var stream = $$"""
            id:1
            event:error
            :HTTP_STATUS/400
            data:{"code":"{{code}}","message":"No.","request_id":"r-9"}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        error.Kind.ShouldBe(kind);
        error.RequestId.ShouldBe("r-9");
    }

    [Fact]
    public async Task It_lists_no_models()
    {
        using var handler = new VerbatimHandler("{}");

        var error = await Should.ThrowAsync<LlmException>(() => Parlance.Providers.DashScope.WithApiKey("k").WithHandler(handler).ListModelsAsync());

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_private_host_and_the_host_abroad_are_called()
    {
        TestProviders.UrlOf(Parlance.Providers.DashScopeInternational).ShouldStartWith("https://dashscope-intl.aliyuncs.com/api/v1/services/");
        TestProviders.UrlOf(Parlance.Providers.DashScope.WithBaseUrl("https://ai.example.internal/api/v1/"))
            .ShouldBe("https://ai.example.internal/api/v1/services/aigc/text-generation/generation");
        Llm.Chat("aliyun/qwen-max").Provider.Name.ShouldBe("dashscope");
    }

    private static ChatModel Model(HttpMessageHandler handler) => Parlance.Providers.DashScope.WithApiKey("k").WithHandler(handler).Chat("qwen-max");
}
