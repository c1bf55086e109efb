using System.Net;
using System.Text;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Ollama;

public sealed class OllamaErrorTests
{
    [Theory]
    [InlineData(404, """{"error":"model 'llama3:8b' not found, try pulling it first"}""")]
    [InlineData(404, """{"error":"model \"llama3:8b\" not found, try pulling it first"}""")]
    [InlineData(404, """{"error":"model 'llama3:8b' not found"}""")]
    public void A_missing_model_comes_with_the_command_that_fetches_it(int status, string body)
    {
        var error = Read(status, body);

        error.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
        error.StatusCode.ShouldBe(status);
        error.Message.ShouldContain("ollama pull llama3:8b");
        error.Body.ShouldBe(body);
    }

    [Fact]
    public void A_missing_model_inside_a_stream_is_the_same_error()
    {
        var error = Should.Throw<LlmException>(() => OllamaWire.Decode(OllamaWire.Chat, """{"error":"model 'x' not found"}"""));

        error.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
        error.StatusCode.ShouldBe(200);
        error.Message.ShouldContain("ollama pull x");
    }

    [Theory]
    [InlineData(400, """{"error":"registry.ollama.ai/library/gemma3:1b does not support tools"}""", LlmErrorKind.InvalidRequest)]
    [InlineData(400, """{"error":"the input length exceeds the context length"}""", LlmErrorKind.ContextOverflow)]
    [InlineData(401, """{"error":"unauthorized"}""", LlmErrorKind.Authentication)]
    [InlineData(404, "404 page not found", LlmErrorKind.ModelNotFound)]
    [InlineData(500, """{"error":"model runner has unexpectedly stopped"}""", LlmErrorKind.ServerError)]
    [InlineData(503, """{"error":"server busy, please try again.  maximum pending requests exceeded"}""", LlmErrorKind.Overloaded)]
    public void The_servers_sentences_have_kinds(int status, string body, LlmErrorKind kind)
    {
        var error = Read(status, body);

        error.Kind.ShouldBe(kind);
        error.Message.ShouldNotContain("ollama pull");
    }

    [Fact]
    public async Task The_error_reaches_the_caller_with_provider_and_model()
    {
        var model = Providers.Ollama.WithHandler(new VerbatimHandler("""{"error":"model 'x' not found"}""", status: HttpStatusCode.NotFound)).Chat("x");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
        error.Provider.ShouldBe("ollama");
        error.Model.ShouldBe("x");
    }

    private static LlmException Read(int status, string body) =>
        OllamaWire.Chat.ReadError(new ErrorResponse { StatusCode = status, Body = Encoding.UTF8.GetBytes(body) });
}
