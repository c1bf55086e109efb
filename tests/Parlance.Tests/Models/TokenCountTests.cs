using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIResponses;
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
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather.", JsonElement.Parse("""{"type":"object"}"""))],
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

    /// <summary>Where each provider is asked, its answer, and what of a call with every kind of setting it is told.</summary>
    public static TheoryData<Provider, string, string, string> Questions => new()
    {
        {
            Providers.Gemini,
            "https://generativelanguage.googleapis.com/v1beta/models/m:countTokens",
            """{"totalTokens":588,"promptTokensDetails":[{"modality":"TEXT","tokenCount":588}]}""",
            """{"generateContentRequest":{"model":"models/m","systemInstruction":{"parts":[{"text":"Be terse."}]},"tools":[{"functionDeclarations":[{"name":"weather","description":"The weather."}]}],"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":0.5,"maxOutputTokens":99,"stopSequences":["x"]}}}"""
        },
        {
            GoogleCloudProviders.Vertex("p", "global", GoogleCloudAuthenticator.FromAccessToken("t")),
            "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google/models/m:countTokens",
            """{"totalTokens":588,"totalBillableCharacters":2000}""",
            """{"systemInstruction":{"parts":[{"text":"Be terse."}]},"tools":[{"functionDeclarations":[{"name":"weather","description":"The weather."}]}],"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":0.5,"maxOutputTokens":99,"stopSequences":["x"]}}"""
        },
        {
            BedrockProviders.Converse("eu-west-1", BedrockAuthenticator.FromKeys("eu-west-1", "id", "secret")),
            "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/count-tokens",
            """{"inputTokens":588}""",
            """{"input":{"converse":{"toolConfig":{"tools":[{"toolSpec":{"name":"weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{}}}}}]},"system":[{"text":"Be terse."}],"messages":[{"role":"user","content":[{"text":"Hi"}]}]}}}"""
        },
        {
            GoogleCloudProviders.AnthropicVertex("p", "europe-west1", GoogleCloudAuthenticator.FromAccessToken("t")),
            "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/publishers/anthropic/models/count-tokens:rawPredict",
            """{"input_tokens":588}""",
            """{"anthropic_version":"vertex-2023-10-16","model":"m","tools":[{"name":"weather","description":"The weather.","input_schema":{"type":"object"}}],"system":"Be terse.","messages":[{"role":"user","content":"Hi"}]}"""
        },
        {
            Providers.OpenAIResponses,
            "https://api.openai.com/v1/responses/input_tokens",
            """{"object":"response.input_tokens","input_tokens":588}""",
            """{"model":"m","tools":[{"type":"function","name":"weather","description":"The weather.","parameters":{"type":"object","properties":{}}}],"instructions":"Be terse.","input":[{"role":"user","content":"Hi"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public async Task Each_wire_is_asked_as_it_wants_to_be(Provider provider, string address, string answer, string question)
    {
        var handler = new ReplayHandler(new ReplayResponse(answer));
        var options = new ChatOptions
        {
            MaxOutputTokens = 99,
            Temperature = 0.5f,
            StopSequences = provider.Protocol is OpenAIResponsesProtocol ? null : ["x"],
            Instructions = "Be terse.",
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather.", JsonElement.Parse("""{"type":"object"}"""))],
        };

        var count = await provider.WithApiKey("k").WithHandler(handler).CountTokensAsync("m", [new ChatMessage(ChatRole.User, "Hi")], options, TestContext.Current.CancellationToken);

        count.ShouldBe(new TokenCount(588, IsExact: true));
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe(address);
        request.Text.ShouldBe(question);
    }

    [Fact]
    public async Task A_host_that_counts_whole_requests_is_sent_one_in_base64()
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"inputTokens":588}"""));
        var provider = BedrockProviders.AnthropicOnBedrock("eu-west-1", "id", "secret").WithHandler(handler);

        var count = await provider.CountTokensAsync("anthropic.claude-haiku-4-5-20251001-v1:0", [new ChatMessage(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

        count.ShouldBe(new TokenCount(588, IsExact: true));
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe("https://bedrock-runtime.eu-west-1.amazonaws.com/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens");
        request.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=id/");
        var body = JsonElement.Parse(request.Text).GetProperty("input").GetProperty("invokeModel").GetProperty("body").GetBytesFromBase64();
        Encoding.UTF8.GetString(body).ShouldBe("""{"anthropic_version":"bedrock-2023-05-31","max_tokens":64000,"messages":[{"role":"user","content":"Hi"}]}""");
    }

    /// <summary>A profile of several regions is refused: "The provided model doesn't support counting tokens." (as recorded).</summary>
    [Theory]
    [InlineData("us.anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-20250514-v1%3A0")]
    [InlineData("global.anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-20250514-v1%3A0")]
    [InlineData("anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-20250514-v1%3A0")]
    [InlineData("arn:aws:bedrock:us-east-1:1:inference-profile/x", "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx")]
    public async Task Tokens_are_those_of_the_model_behind_an_inference_profile(string model, string counted)
    {
        foreach (var provider in (Provider[])[BedrockProviders.Converse("us-east-1"), BedrockProviders.AnthropicOnBedrock("us-east-1")])
        {
            var handler = new ReplayHandler(new ReplayResponse("""{"inputTokens":1}"""));

            await provider.WithApiKey("k").WithHandler(handler).CountTokensAsync(model, [new ChatMessage(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

            handler.Requests.ShouldHaveSingleItem().Url.AbsoluteUri.ShouldBe($"https://bedrock-runtime.us-east-1.amazonaws.com/model/{counted}/count-tokens");
        }
    }

    [Theory]
    [InlineData("azure-openai-responses")]
    [InlineData("xai-responses")]
    [InlineData("openrouter-responses")]
    [InlineData("codex")]
    public void A_host_that_copies_the_answers_alone_does_not_count(string name) => ProviderRegistry.Default.Get(name).Protocol.TokenCounter.ShouldBeNull();

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
