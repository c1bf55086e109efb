using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIResponses;

public sealed class CodexTests
{
    private const string Answer = """data: {"type":"response.completed","response":{"id":"r","object":"response","model":"m","status":"completed","output":[{"type":"message","id":"msg","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}]}}""";

    [Fact]
    public async Task A_call_that_is_not_streamed_runs_over_a_stream_as_the_tokens_account()
    {
        var handler = new VerbatimHandler(Answer);
        var model = Parlance.Providers.Codex.WithBearerToken(Token("""{"https://api.openai.com/auth":{"chatgpt_account_id":"acc-1"}}""")).WithHandler(handler).Chat("gpt-5");
        var response = await model.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Be terse."), new ChatMessage(ChatRole.User, "Hi")],
            new ChatOptions { ReasoningEffort = "high", PromptCacheKey = "my-cache" },
            TestContext.Current.CancellationToken);

        response.Text.ShouldBe("Hi");
        handler.Single.Headers["chatgpt-account-id"].ShouldBe("acc-1");
        handler.Single.Headers["OpenAI-Beta"].ShouldBe("responses=experimental");
        handler.Single.Body.ShouldBe("""{"model":"gpt-5","stream":true,"store":false,"prompt_cache_key":"my-cache","reasoning":{"effort":"high"},"instructions":"Be terse.","input":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        var handler = new VerbatimHandler(Answer);
        var error = await Should.ThrowAsync<LlmException>(() => Parlance.Providers.Codex.WithHandler(handler).Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_names_no_account_says_so_without_showing_itself()
    {
        var error = await Should.ThrowAsync<LlmException>(() => Parlance.Providers.Codex.WithBearerToken("sk-secret").WithHandler(new VerbatimHandler(Answer)).Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        error.Message.ShouldNotContain("sk-secret");
        error.Message.ShouldContain("chatgpt-account-id");
    }

    private static string Token(string claims) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig";
}
