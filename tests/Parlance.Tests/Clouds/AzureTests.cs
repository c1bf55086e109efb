using Azure.Core;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>The ways to call a model on Azure, by key and by identity.</summary>
public sealed class AzureTests
{
    private const string Answer = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}
        """;

    public static TheoryData<string, string> Addresses => new()
    {
        { "deployments", "https://r.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21" },
        { "dated", "https://r.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2024-02-01" },
        { "v1", "https://r.openai.azure.com/openai/v1/chat/completions" },
        { "preview", "https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview" },
        { "foundry", "https://r.openai.azure.com/models/chat/completions?api-version=2024-05-01-preview" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_way_has_its_address_and_takes_a_key_or_an_identity(string way, string url)
    {
        using var handler = new VerbatimHandler(Answer);
        var row = Row(way).WithHandler(handler);

        await row.WithApiKey("secret").Chat("my-gpt").GetResponseAsync([new(ChatRole.User, "Hi")]);
        await row.WithAzureIdentity(new FakeCredential(TimeSpan.FromHours(1))).Chat("my-gpt").GetResponseAsync([new(ChatRole.User, "Hi")]);

        handler.Requests.ShouldAllBe(request => request.Url == url);
        handler.Requests[0].Headers["api-key"].ShouldBe("secret");
        handler.Requests[0].Headers.Keys.ShouldNotContain("Authorization");
        handler.Requests[1].Headers["Authorization"].ShouldBe("Bearer token-1");
        handler.Requests[1].Headers.Keys.ShouldNotContain("api-key");
        handler.Requests[0].Body.ShouldBe(url.Contains("my-gpt", StringComparison.Ordinal)
            ? """{"messages":[{"role":"user","content":"Hi"}]}"""
            : """{"model":"my-gpt","messages":[{"role":"user","content":"Hi"}]}""");
        row.Protocol.IsModelInAddress.ShouldBe(url.Contains("my-gpt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deployments", "https://r.openai.azure.com/openai/deployments/my-embedder/embeddings?api-version=2024-10-21", """{"input":["a"]}""")]
    [InlineData("dated", "https://r.openai.azure.com/openai/deployments/my-embedder/embeddings?api-version=2024-02-01", """{"input":["a"]}""")]
    [InlineData("v1", "https://r.openai.azure.com/openai/v1/embeddings", """{"model":"my-embedder","input":["a"]}""")]
    [InlineData("preview", "https://r.openai.azure.com/openai/v1/embeddings?api-version=preview", """{"model":"my-embedder","input":["a"]}""")]
    public async Task Embeddings_go_the_same_way(string way, string url, string body)
    {
        using var handler = new VerbatimHandler("""{"data":[{"index":0,"embedding":[0.5]}]}""");

        await Row(way).WithApiKey("secret").WithHandler(handler).Embeddings("my-embedder").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        handler.Single.Url.ShouldBe(url);
        handler.Single.Body.ShouldBe(body);
        handler.Single.Headers["api-key"].ShouldBe("secret");
    }

    [Theory]
    [InlineData("v1", "https://r.openai.azure.com/openai/v1/models")]
    [InlineData("preview", "https://r.openai.azure.com/openai/v1/models?api-version=preview")]
    public async Task The_way_without_a_version_lists_models(string way, string url)
    {
        using var handler = new VerbatimHandler("""{"data":[{"id":"gpt-5"}]}""");

        var models = await Row(way).WithApiKey("secret").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        models.ShouldHaveSingleItem().Id.ShouldBe("gpt-5");
        handler.Single.Url.ShouldBe(url);
    }

    [Fact]
    public async Task Tokens_are_asked_for_the_scope_that_is_given()
    {
        using var handler = new VerbatimHandler(Answer);
        var credential = new FakeCredential(TimeSpan.FromHours(1));

        await Row("foundry").WithAzureIdentity(credential, "https://ai.azure.com/.default").WithHandler(handler).Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")]);

        credential.Scopes.ShouldBe(["https://ai.azure.com/.default"]);
    }

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_it_expires()
    {
        using var handler = new VerbatimHandler(Answer);
        var clock = new FakeTimeProvider();
        var credential = new FakeCredential(TimeSpan.FromHours(1), clock);
        var model = Row("deployments").WithAzureIdentity(credential).WithTimeProvider(clock).WithHandler(handler).Chat("m");

        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);
        clock.Advance(TimeSpan.FromMinutes(54));
        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);
        clock.Advance(TimeSpan.FromMinutes(2));
        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);

        handler.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
        credential.Scopes.ShouldAllBe(scope => scope == "https://cognitiveservices.azure.com/.default");
    }

    [Fact]
    public async Task Calls_that_wait_together_fetch_one_token_and_one_that_leaves_does_not_stop_the_others()
    {
        using var handler = new VerbatimHandler(Answer);
        using var cancellation = new CancellationTokenSource();
        var credential = new FakeCredential(TimeSpan.FromHours(1)) { Gate = new TaskCompletionSource() };
        var model = Row("deployments").WithAzureIdentity(credential).WithHandler(handler).Chat("m");
        var leaving = model.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: cancellation.Token);
        var staying = Enumerable.Range(0, 8).Select(_ => model.GetResponseAsync([new(ChatRole.User, "Hi")])).ToList();

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        credential.Gate.SetResult();
        await Task.WhenAll(staying);

        credential.Count.ShouldBe(1);
        handler.Requests.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_failed_token_is_a_credential_error_and_the_next_call_asks_again()
    {
        using var handler = new VerbatimHandler(Answer);
        var credential = new FakeCredential(TimeSpan.FromHours(1)) { Failures = 1 };
        var model = Row("v1").WithAzureIdentity(credential).WithHandler(handler).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(ChatRole.User, "Hi")]));
        var response = await model.GetResponseAsync([new(ChatRole.User, "Hi")]);

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("no identity here");
        error.Provider.ShouldBe("azure-openai-v1");
        response.Text.ShouldBe("Hello");
    }

    private static Provider Row(string way) => way switch
    {
        "deployments" => AzureProviders.Deployments("https://r.openai.azure.com/"),
        "dated" => AzureProviders.Deployments("https://r.openai.azure.com", "2024-02-01"),
        "v1" => AzureProviders.V1("https://r.openai.azure.com/"),
        "preview" => AzureProviders.V1("https://r.openai.azure.com", "preview"),
        _ => AzureProviders.Foundry("https://r.openai.azure.com"),
    };

    private sealed class FakeCredential(TimeSpan lifetime, TimeProvider? clock = null) : TokenCredential
    {
        private int _count;

        public int Count => _count;

        public int Failures { get; set; }

        public TaskCompletionSource? Gate { get; init; }

        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _count);
            Scopes.AddRange(requestContext.Scopes);
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            return Failures-- > 0
                ? throw new InvalidOperationException("There is no identity here.")
                : new AccessToken($"token-{number}", (clock ?? TimeProvider.System).GetUtcNow() + lifetime);
        }
    }
}
