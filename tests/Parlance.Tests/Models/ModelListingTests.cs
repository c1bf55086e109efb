using System.Net;
using System.Text;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Models;

public sealed class ModelListingTests
{
    [Fact]
    public async Task OpenAI_and_its_copies_list_models_below_the_base_url()
    {
        var handler = new ListHandler("""{"object":"list","data":[{"id":"gpt-5-mini","object":"model","created":1754425777,"owned_by":"system"},{"id":"gpt-4o","object":"model","created":0}]}""");

        var models = await Providers.OpenAI.WithApiKey("sk-test").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        models.ShouldBe(
        [
            new ModelInfo("gpt-5-mini") { Owner = "system", Created = DateTimeOffset.FromUnixTimeSeconds(1754425777) },
            new ModelInfo("gpt-4o"),
        ]);
        handler.Requests.ShouldBe(["GET https://api.openai.com/v1/models"]);
        handler.Header("Authorization").ShouldBe("Bearer sk-test");

        var mine = new ListHandler("""{"data":[{"id":"my-model","max_model_len":32768}]}""");
        (await Provider.OpenAICompatible("mine", "http://localhost:8000/v1").WithHandler(mine).ListModelsAsync(TestContext.Current.CancellationToken))
            .ShouldBe([new ModelInfo("my-model") { ContextWindow = 32768 }]);
        mine.Requests.ShouldBe(["GET http://localhost:8000/v1/models"]);
    }

    [Fact]
    public async Task Anthropic_lists_every_page_with_its_own_key_header()
    {
        var handler = new ListHandler(
            """{"data":[{"type":"model","id":"claude-opus-5","display_name":"Claude Opus 5","created_at":"2026-07-24T00:00:00Z","max_input_tokens":1000000}],"has_more":true,"first_id":"claude-opus-5","last_id":"claude-opus-5"}""",
            """{"data":[{"type":"model","id":"claude-haiku-4-5"}],"has_more":false,"last_id":"claude-haiku-4-5"}""");

        var models = await Providers.Anthropic.WithApiKey("sk-ant-test").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        models.ShouldBe(
        [
            new ModelInfo("claude-opus-5") { Created = new DateTimeOffset(2026, 7, 24, 0, 0, 0, TimeSpan.Zero), ContextWindow = 1_000_000 },
            new ModelInfo("claude-haiku-4-5"),
        ]);
        handler.Requests.ShouldBe(
        [
            "GET https://api.anthropic.com/v1/models?limit=1000",
            "GET https://api.anthropic.com/v1/models?limit=1000&after_id=claude-opus-5",
        ]);
        handler.Header("x-api-key").ShouldBe("sk-ant-test");
    }

    [Fact]
    public async Task Ollama_lists_tags_by_name_without_a_key()
    {
        var handler = new ListHandler("""{"models":[{"name":"qwen3:4b","model":"qwen3:4b","modified_at":"2026-06-19T17:15:40.188240254-07:00"},{"name":"llama3.2:latest"}]}""");

        var models = await Providers.Ollama.WithBaseUrl("http://localhost:11434").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        models.Select(model => model.Id).ShouldBe(["qwen3:4b", "llama3.2:latest"]);
        models[0].Created.ShouldNotBeNull().Year.ShouldBe(2026);
        handler.Requests.ShouldBe(["GET http://localhost:11434/api/tags"]);
        handler.Header("Authorization").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"deepseek-chat","object":"model","owned_by":"deepseek"},{"id":"deepseek-reasoner","object":"model","owned_by":"deepseek"}]}""", "deepseek-chat deepseek-reasoner")]
    [InlineData("""{"object":"list","data":[{"id":"glm-4.7","object":"model","created":1766102400,"owned_by":"z-ai"}]}""", "glm-4.7")]
    [InlineData("""{"object":"list","data":[{"created":1712000000,"id":"moonshot-v1-128k","object":"model","owned_by":"moonshot","permission":[{"id":"modelperm-1"}],"root":"","parent":""}]}""", "moonshot-v1-128k")]
    [InlineData("""[{"model_id":"claude-4-sonnet","regions":["us"]},{"id":"b"},"c"]""", "claude-4-sonnet b c")]
    [InlineData("""{"models":[{"name":"models/gemini-2.5-flash","inputTokenLimit":1048576}]}""", "gemini-2.5-flash")]
    [InlineData("""{"data":[{"id":"models/gemini-2.5-flash"}]}""", "models/gemini-2.5-flash")]
    [InlineData("""{"modelSummaries":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","providerName":"Amazon"}]}""", "amazon.nova-lite-v1:0")]
    [InlineData("""{"publisherModels":[{"name":"publishers/google/models/gemini-2.5-flash","versionId":"default"}]}""", "gemini-2.5-flash")]
    [InlineData("""[{"id":"openai/gpt-4.1","name":"OpenAI GPT-4.1","publisher":"OpenAI","limits":{"max_input_tokens":1048576}}]""", "openai/gpt-4.1")]
    [InlineData("""{"models":null}""", "")]
    [InlineData("""{"data":[]}""", "")]
    public async Task Every_shape_of_list_is_read(string body, string ids) =>
        string.Join(' ', (await Mine(new ListHandler(body)).ListModelsAsync(TestContext.Current.CancellationToken)).Select(model => model.Id)).ShouldBe(ids);

    [Fact]
    public async Task A_provider_without_a_list_says_so_before_anything_is_sent()
    {
        var handler = new ListHandler("{}");
        var provider = Mine(handler).WithProtocol(new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null }));

        var error = await Should.ThrowAsync<LlmException>(() => provider.ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Provider.ShouldBe("mine");
        handler.Requests.ShouldBeEmpty();
    }

    public static TheoryData<string> Unlisted => [.. Providers.All.Where(provider => !provider.Features.HasFlag(ProviderFeatures.ModelList)).Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Unlisted))]
    public async Task A_row_without_a_list_throws_the_typed_error(string name)
    {
        var handler = new ListHandler("{}");

        var error = await Should.ThrowAsync<LlmException>(() => ProviderRegistry.Default.Get(name).WithApiKey("k").WithHandler(handler).ListModelsAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Provider.ShouldBe(name);
        error.Message.ShouldContain("Any model id can still be used");
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void DashScopes_own_wire_is_among_them() => Unlisted.Select(row => row.Data).ShouldContain("dashscope");

    [Theory]
    [InlineData(200, """{"id":"gpt-4o","object":"model"}""", LlmErrorKind.MalformedResponse)]
    [InlineData(200, "{}", LlmErrorKind.MalformedResponse)]
    [InlineData(200, "<html>", LlmErrorKind.MalformedResponse)]
    [InlineData(200, """{"error":{"message":"Invalid key","code":"invalid_api_key"}}""", LlmErrorKind.Authentication)]
    [InlineData(401, """{"error":{"message":"Invalid key","code":"invalid_api_key"}}""", LlmErrorKind.Authentication)]
    [InlineData(429, """{"error":{"message":"Slow down"}}""", LlmErrorKind.RateLimited)]
    public async Task A_failure_is_the_same_typed_error_as_of_a_chat(int status, string body, LlmErrorKind kind)
    {
        var error = await Should.ThrowAsync<LlmException>(() => Mine(new ListHandler(body) { Status = (HttpStatusCode)status }).ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(status is 200 && kind is LlmErrorKind.MalformedResponse && body[0] == '<' ? null : status);
        error.Provider.ShouldBe("mine");
        error.RequestId.ShouldBe(kind is LlmErrorKind.MalformedResponse || status == 200 ? null : "req-1");
    }

    [Fact]
    public async Task A_list_that_breaks_off_is_a_network_error()
    {
        using var body = new BreakingBody();

        var error = await Should.ThrowAsync<LlmException>(() => Mine(new ListHandler("") { Body = body }).ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Network);
    }

    [Fact]
    public async Task A_missing_key_names_its_variable()
    {
        var provider = Providers.OpenAI.WithHandler(new ListHandler("{}")) with { Environment = _ => null };

        (await Should.ThrowAsync<LlmException>(() => provider.ListModelsAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("OPENAI_API_KEY");
    }

    [Fact]
    public async Task A_list_beyond_16_MB_is_refused_and_not_read_to_its_end()
    {
        using var body = new EndlessBody();
        var error = await Should.ThrowAsync<LlmException>(() => Mine(new ListHandler("") { Body = body }).ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Message.ShouldContain("too large");
        body.Position.ShouldBeInRange(16 << 20, (16 << 20) + (1 << 20));
    }

    [Fact]
    public async Task Pages_without_end_are_an_error()
    {
        var handler = new ListHandler("""{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""");

        var error = await Should.ThrowAsync<LlmException>(() => Providers.Anthropic.WithApiKey("k").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        handler.Requests.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Cancelling_cancels_the_request()
    {
        using var cancellation = new CancellationTokenSource();
        var handler = new ListHandler("{}") { OnRequest = async token => { await cancellation.CancelAsync(); await Task.Delay(Timeout.Infinite, token); } };

        await Should.ThrowAsync<OperationCanceledException>(() => Mine(handler).ListModelsAsync(cancellation.Token));
    }

    [Fact]
    public async Task An_unreachable_server_is_a_network_error()
    {
        var handler = new ListHandler("{}") { OnRequest = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused") };

        var error = await Should.ThrowAsync<LlmException>(() => Mine(handler).ListModelsAsync(TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Network);
        error.Message.ShouldContain("http://localhost:8000");
    }

    private static Provider Mine(HttpMessageHandler handler) => Provider.OpenAICompatible("mine", "http://localhost:8000/v1").WithHandler(handler);

    private sealed class ListHandler(params string[] pages) : HttpMessageHandler
    {
        private HttpRequestMessage? _last;

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public Stream? Body { get; init; }

        public Func<CancellationToken, Task> OnRequest { get; init; } = _ => Task.CompletedTask;

        public List<string> Requests { get; } = [];

        public string? Header(string name) => _last!.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _last = request;
            var page = pages[Math.Min(Requests.Count, pages.Length - 1)];
            Requests.Add($"{request.Method} {request.RequestUri}");
            await OnRequest(cancellationToken);
            var response = new HttpResponseMessage(Status) { Content = Body is null ? new ByteArrayContent(Encoding.UTF8.GetBytes(page)) : new StreamContent(Body) };
            response.Headers.Add("x-request-id", "req-1");
            return response;
        }
    }

    private sealed class EndlessBody : MemoryStream
    {
        private long _position;

        public override long Position { get => _position; set => _position = value; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            _position += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class BreakingBody : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");
    }
}
