using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Testing;

namespace Parlance.Tests.Models;

public sealed class TokenCountTests
{
    [Fact]
    public async Task Anthropic_counts_the_question_without_what_only_changes_the_answer()
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"input_tokens":588}"""));
        var options = new ChatOptions
        {
            MaxOutputTokens = 99,
            Temperature = 0.5f,
            TopK = 3,
            StopSequences = ["x"],
            Instructions = "Be terse.",
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather.", System.Text.Json.JsonElement.Parse("""{"type":"object"}"""))],
        };

        var count = await Providers.Anthropic.WithApiKey("sk-ant-test").WithHandler(handler)
            .CountTokensAsync("claude-haiku-4-5", [new ChatMessage(ChatRole.User, "Hi")], options, TestContext.Current.CancellationToken);

        count.ShouldBe(new TokenCount(588, IsExact: true));
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe("https://api.anthropic.com/v1/messages/count_tokens");
        request.Headers["x-api-key"].ShouldBe("sk-ant-test");
        request.Headers["anthropic-version"].ShouldBe("2023-06-01");
        request.Text.ShouldBe("""{"model":"claude-haiku-4-5","tools":[{"name":"weather","description":"The weather.","input_schema":{"type":"object"}}],"system":"Be terse.","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task A_provider_that_does_not_count_says_so_before_anything_is_sent()
    {
        var handler = new ReplayHandler(new ReplayResponse("{}"));

        var error = await Should.ThrowAsync<LlmException>(() =>
            Providers.Ollama.WithHandler(handler).CountTokensAsync("m", [new ChatMessage(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Provider.ShouldBe("ollama");
        handler.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"input_tokens":16,"object":"response.input_tokens"}""", 16)]
    [InlineData("""{"inputTokens":375}""", 375)]
    [InlineData("""{"promptTokensDetails":[{"modality":"TEXT","tokenCount":12}],"totalTokens":12}""", 12)]
    [InlineData("""{"totalTokens":10,"totalBillableCharacters":36}""", 10)]
    public void Every_wires_count_is_read(string body, long tokens) => TokenCounter.ReadAnyCount(Encoding.UTF8.GetBytes(body)).ShouldBe(tokens);

    [Theory]
    [InlineData("{}", LlmErrorKind.MalformedResponse)]
    [InlineData("<html>", LlmErrorKind.MalformedResponse)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", LlmErrorKind.Overloaded)]
    public async Task Anything_but_a_count_is_an_error_with_its_request(string body, LlmErrorKind kind)
    {
        var model = Providers.Anthropic.WithApiKey("k").WithHandler(new ReplayHandler(new ReplayResponse(body).WithHeader("request-id", "req-1"))).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.CountTokensAsync([new ChatMessage(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(kind);
        error.RequestId.ShouldBe("req-1");
        error.Model.ShouldBe("m");
    }
}
