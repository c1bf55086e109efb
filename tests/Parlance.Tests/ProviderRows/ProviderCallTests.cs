using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.DashScope;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.HuggingFace;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>A whole call to every row, as it leaves the process.</summary>
public sealed class ProviderCallTests
{
    private const string OpenAIAnswer = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}
        """;

    private const string AnthropicAnswer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}
        """;

    private const string GeminiAnswer = """{"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1}}""";

    private const string OllamaAnswer = """
        {"model":"m","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"Hello"},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":1}
        """;

    private const string ResponsesAnswer = """{"id":"r","object":"response","model":"m","status":"completed","output":[{"type":"message","id":"msg","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}""";

    private const string DashScopeAnswer = """
        {"request_id":"r","output":{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}]},"usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}
        """;

    private const string CohereAnswer = """
        {"id":"c","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"Hello"}]},"usage":{"billed_units":{"input_tokens":3,"output_tokens":1},"tokens":{"input_tokens":3,"output_tokens":1}}}
        """;

    private const string ConverseAnswer = """
        {"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":1,"totalTokens":4}}
        """;

    private const string HuggingFaceAnswer = """[{"generated_text":"Hello","details":{"finish_reason":"eos_token","input_length":3,"generated_tokens":1}}]""";

    private const string OpenAIStream = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    /// <summary>Every row that chats and that a key is enough for; what signs its requests has tests of its own.</summary>
    public static TheoryData<string> Names => [.. Parlance.Providers.All.Where(provider => provider.Features.HasFlag(ProviderFeatures.Chat) && provider.Authenticator is null).Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_leaves_as_the_row_says_and_its_answer_comes_back(string name)
    {
        var row = ProviderRegistry.Default.Get(name) with { Environment = variable => variable.EndsWith("ENDPOINT", StringComparison.Ordinal) ? "https://r.test" : null };
        row = row.BaseUrl.Contains('{') && !row.BaseUrl.StartsWith('{') ? row.WithBaseUrl("https://r.test/v1") : row;
        using var handler = new VerbatimHandler(row.Protocol switch
        {
            AnthropicMessagesProtocol => AnthropicAnswer,
            OllamaProtocol => OllamaAnswer,
            OpenAIResponsesProtocol => ResponsesAnswer,
            GeminiProtocol => GeminiAnswer,
            DashScopeProtocol => DashScopeAnswer,
            CohereV2Protocol => CohereAnswer,
            HuggingFaceProtocol => HuggingFaceAnswer,
            ConverseProtocol => ConverseAnswer,
            _ => OpenAIAnswer,
        });
        var model = (row.IsKeyOptional ? row : row.WithApiKey("secret")).WithHandler(handler).Chat("any-model:that/there-is");

        var response = await model.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldBe("Hello");
        response.Usage!.InputTokenCount.ShouldBe(3);
        response.Warnings.ShouldBeEmpty();
        var sent = handler.Single;
        sent.Method.ShouldBe("POST");
        sent.Url.ShouldBe(TestProviders.UrlOf(row, model.ModelId));
        sent.Headers["Content-Type"].ShouldBe("application/json");
        sent.Headers["User-Agent"].ShouldStartWith("Parlance/");
        sent.Headers.Where(header => header.Value.Contains("secret")).Select(header => header.Key)
            .ShouldBe(row.IsKeyOptional ? [] : [row.Auth.HeaderName!], StringComparer.OrdinalIgnoreCase);
        sent.Headers.ContainsKey("anthropic-version").ShouldBe(row.Protocol is AnthropicMessagesProtocol { IsModelInAddress: false });

        sent.Body.ShouldBe(PlainRequest(row.Protocol));
    }

    /// <summary>The least that a wire can say, and nothing else: no setting goes out that nobody gave.</summary>
    private static string PlainRequest(Protocol protocol) => protocol switch
    {
        AnthropicMessagesProtocol { IsModelInAddress: true } cloud => $$"""{"anthropic_version":"{{cloud.Dialects.Host.BodyVersion}}","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}""",
        AnthropicMessagesProtocol => """{"model":"any-model:that/there-is","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}""",
        OllamaProtocol => """{"model":"any-model:that/there-is","messages":[{"role":"user","content":"Hi"}],"stream":false}""",
        OpenAIResponsesProtocol => """{"model":"any-model:that/there-is","input":[{"role":"user","content":"Hi"}]}""",
        GeminiProtocol => """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""",
        DashScopeProtocol => """{"model":"any-model:that/there-is","input":{"messages":[{"role":"user","content":"Hi"}]},"parameters":{"result_format":"message"}}""",
        ConverseProtocol => """{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}""",
        HuggingFaceProtocol => """{"inputs":"Hi"}""",
        { IsModelInAddress: true } => """{"messages":[{"role":"user","content":"Hi"}]}""",
        _ => """{"model":"any-model:that/there-is","messages":[{"role":"user","content":"Hi"}]}""",
    };

    [Theory]
    [InlineData("tgi", false)]
    [InlineData("mistral", false)]
    [InlineData("openai", true)]
    [InlineData("vllm", true)]
    public async Task Usage_is_asked_for_only_where_a_stream_can_be_asked(string name, bool asks)
    {
        using var handler = new VerbatimHandler(OpenAIStream, "text/event-stream");
        var model = ProviderRegistry.Default.Get(name).In().WithApiKey("k").WithHandler(handler).Chat("m");

        var text = "";
        await foreach (var update in model.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
        }

        text.ShouldBe("Hello");
        JsonElement.Parse(handler.Single.Body).TryGetProperty("stream_options", out _).ShouldBe(asks);
    }

    [Theory]
    [InlineData("deepseek")]
    [InlineData("volcengine")]
    [InlineData("moonshot")]
    [InlineData("zai")]
    public async Task Reasoning_is_told_from_text(string name)
    {
        using var handler = new VerbatimHandler(OpenAIAnswer.Replace("\"content\":\"Hello\"", "\"reasoning_content\":\"Greet.\",\"content\":\"Hello\""));
        var model = ProviderRegistry.Default.Get(name).In().WithApiKey("k").WithHandler(handler).Chat("m");

        var response = await model.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldBe("Hello");
        response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().ShouldHaveSingleItem().Text.ShouldBe("Greet.");
    }

    [Fact]
    public async Task Minimax_says_in_a_success_that_a_call_failed()
    {
        using var handler = new VerbatimHandler("""{"id":"","choices":null,"base_resp":{"status_code":1004,"status_msg":"login fail"}}""");
        var model = Parlance.Providers.MiniMaxOpenAI.In().WithApiKey("k").WithHandler(handler).Chat("MiniMax-M2");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(ChatRole.User, "Hi")]));

        error.Message.ShouldContain("login fail");
        error.Provider.ShouldBe("minimax-openai");
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_ended()
    {
        using var handler = new SilentHandler();
        var model = Parlance.Providers.OpenAI.In().WithApiKey("k").WithHandler(handler).WithTimeout(TimeSpan.FromMilliseconds(1)).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(ChatRole.User, "Hi")]));

        error.Kind.ShouldBe(LlmErrorKind.Timeout);
        error.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_header_of_the_body_is_replaced_like_any_other()
    {
        using var handler = new VerbatimHandler(OpenAIAnswer);
        var model = Parlance.Providers.OpenAI.In().WithApiKey("k").WithHeader("Content-Type", "application/json; charset=utf-8").WithHeader("User-Agent", "mine").WithHandler(handler).Chat("m");

        await model.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

        handler.Single.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        handler.Single.Headers["User-Agent"].ShouldBe("mine");
    }

    /// <summary>Never answers.</summary>
    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was not cancelled.");
        }
    }
}
