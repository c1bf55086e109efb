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
    [Trait("Checklist", "N14")]
    public async Task An_error_comes_inside_an_answer_of_status_200(int code, LlmErrorKind kind)
    {
        using var handler = new VerbatimHandler($$$"""{"id":"m","choices":null,"base_resp":{"status_code":{{{code}}},"status_msg":"no"}}""");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync("Hi"));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(200);
    }

    [Fact]
    [Trait("Checklist", "N22")]
    [Trait("Checklist", "N46")]
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
