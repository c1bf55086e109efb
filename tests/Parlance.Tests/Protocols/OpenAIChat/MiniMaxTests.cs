using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIChat;

/// <summary>Built from the vendor's documentation (platform.minimax.io/docs/api-reference/text-post).</summary>
public sealed class MiniMaxTests
{
    private const string Answer = """
        {"id":"m","model":"MiniMax-M2","choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"<think>Hm.</think>Hi.","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}],"base_resp":{"status_code":0,"status_msg":""}}
        """;

    [Theory]
    [InlineData(1002, LlmErrorKind.RateLimited)]
    [InlineData(1004, LlmErrorKind.Authentication)]
    [InlineData(1008, LlmErrorKind.QuotaExceeded)]
    [InlineData(2013, LlmErrorKind.InvalidRequest)]
    public async Task An_error_comes_inside_an_answer_of_status_200(int code, LlmErrorKind kind)
    {
        using var handler = new VerbatimHandler($$$"""{"id":"m","choices":null,"base_resp":{"status_code":{{{code}}},"status_msg":"no"}}""");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync("Hi"));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task The_native_path_is_called_and_thinking_stays_in_the_text()
    {
        using var handler = new VerbatimHandler(Answer);
        var provider = Parlance.Providers.MiniMax.In(("MINIMAX_API_KEY", "k"), ("MINIMAX_GROUP_ID", "g")).WithHandler(handler);
        var history = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = 1 })]);

        var response = await provider.Chat("MiniMax-M2").GetResponseAsync([new(ChatRole.User, "Hi"), history, new(ChatRole.Tool, [new FunctionResultContent("c", "2")])]);

        handler.Single.Url.ShouldBe("https://api.minimax.io/v1/text/chatcompletion_v2");
        handler.Single.Headers["X-MiniMax-Group-Id"].ShouldBe("g");
        handler.Single.Body.ShouldContain("""
            "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]
            """);
        handler.Single.Body.ShouldContain("""
            "tool_call_id":"c"
            """);
        response.Text.ShouldBe("<think>Hm.</think>Hi.");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task A_stream_that_ends_with_the_whole_message_says_it_once()
    {
        // The shape of github.com/MiniMax-AI/MiniMax-M2.5/issues/2 and github.com/ENTERPILOT/GoModel/pull/1068.
        const string stream = """
            data: {"id":"m","choices":[{"index":0,"delta":{"content":"","role":"assistant","reasoning_content":"Hm."}}],"created":1771279826,"model":"MiniMax-M3","object":"chat.completion.chunk","usage":{"total_tokens":0,"total_characters":0},"input_sensitive":false}

            data: {"id":"m","choices":[{"index":0,"delta":{"content":"Hi","role":""}}],"created":1771279826,"model":"MiniMax-M3","object":"chat.completion.chunk"}

            data: {"id":"m","choices":[{"index":0,"finish_reason":"stop","delta":{"content":".","role":""}}],"created":1771279826,"model":"MiniMax-M3","object":"chat.completion.chunk"}

            data: {"id":"m","choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hi.","role":"assistant","reasoning_content":"Hm."}}],"created":1771279826,"model":"MiniMax-M3","object":"chat.completion","usage":{"total_tokens":249,"total_characters":0,"prompt_tokens":26,"completion_tokens":223,"completion_tokens_details":{"reasoning_tokens":214}},"base_resp":{"status_code":0,"status_msg":""}}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        response.Text.ShouldBe("Hi.");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 26, OutputTokens = 223, ReasoningTokens = 214 });
    }

    /// <summary>The vendor's example of a whole answer (platform.minimax.io/docs/api-reference/text-post).</summary>
    [Fact]
    public async Task A_documented_answer_is_read()
    {
        using var handler = new VerbatimHandler("""
            {"id":"04ecb5d9b1921ae0fb0e8da9017a5474","choices":[{"finish_reason":"stop","index":0,"message":{"content":"Hello! How can I assist you?","role":"assistant","name":"MiniMax AI","audio_content":"","reasoning_content":"...omitted"}}],"created":1755153113,"model":"MiniMax-M1","object":"chat.completion","usage":{"total_tokens":249,"total_characters":0,"prompt_tokens":26,"completion_tokens":223,"completion_tokens_details":{"reasoning_tokens":214}},"input_sensitive":false,"output_sensitive":false,"input_sensitive_type":0,"output_sensitive_type":0,"output_sensitive_int":0,"base_resp":{"status_code":0,"status_msg":""}}
            """);

        var response = await Model(handler).GetResponseAsync("hello");

        (response.ResponseId, response.ModelId, response.Text).ShouldBe(("04ecb5d9b1921ae0fb0e8da9017a5474", "MiniMax-M1", "Hello! How can I assist you?"));
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("...omitted");
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 26, OutputTokens = 223, ReasoningTokens = 214 });
    }

    [Fact]
    public async Task Reasoning_is_split_off_where_it_is_asked_for()
    {
        using var handler = new VerbatimHandler("""
            {"id":"m","choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"Hi.","reasoning_details":[{"type":"reasoning.text","id":"r","text":"Hm."}]}}],"base_resp":{"status_code":0}}
            """);

        var response = await Model(handler).GetResponseAsync("Hi", new ChatOptions { ExtraBody = JsonElement.Parse("""{"reasoning_split":true}""") });

        handler.Single.Body.ShouldContain("\"reasoning_split\":true");
        response.Text.ShouldBe("Hi.");
        string.Concat(response.Messages.Single().Contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.Text)).ShouldBe("Hm.");
    }

    private static ChatModel Model(HttpMessageHandler handler) => Parlance.Providers.MiniMax.WithApiKey("k").WithHandler(handler).Chat("MiniMax-M2");
}
