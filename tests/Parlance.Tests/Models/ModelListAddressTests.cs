using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Models;

/// <summary>Where each host lists its models, and how one goes through the pages of a long list.</summary>
public sealed class ModelListAddressTests
{
    private static readonly BedrockAuthenticator s_keys = BedrockAuthenticator.FromKeys("eu-west-1", "AKIDEXAMPLE", "secret");
    private static readonly GoogleCloudAuthenticator s_token = GoogleCloudAuthenticator.FromAccessToken("ya29.token");

    /// <summary>The hosts that do not list them at <c>/models</c> below their base URL.</summary>
    public static TheoryData<Provider, string> Addresses => new()
    {
        { Providers.Anthropic, "https://api.anthropic.com/v1/models?limit=1000" },
        { Providers.Gemini, "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000" },
        { Providers.Cohere, "https://api.cohere.com/v1/models?page_size=1000" },
        { Providers.CohereOpenAI, "https://api.cohere.ai/v1/models?page_size=1000" },
        { Providers.GitHubModels, "https://models.github.ai/catalog/models" },
        { Providers.MiniMax, "https://api.minimax.io/v1/models" },
        { Providers.MiniMaxAnthropic, "https://api.minimax.io/anthropic/v1/models?limit=1000" },
        { Providers.Perplexity, "https://api.perplexity.ai/v1/models" },
        { AzureProviders.V1("https://r.openai.azure.com"), "https://r.openai.azure.com/openai/v1/models" },
        { BedrockProviders.Converse("eu-west-1", s_keys), "https://bedrock.eu-west-1.amazonaws.com/foundation-models" },
        { BedrockProviders.AnthropicOnBedrock("eu-west-1", s_keys), "https://bedrock.eu-west-1.amazonaws.com/foundation-models?byProvider=Anthropic" },
        { GoogleCloudProviders.Vertex("p", "europe-west1", s_token), "https://europe-west1-aiplatform.googleapis.com/v1beta1/publishers/google/models" },
        { GoogleCloudProviders.AnthropicVertex("p", "global", s_token), "https://aiplatform.googleapis.com/v1beta1/publishers/anthropic/models" },
    };

    [Theory]
    [MemberData(nameof(Addresses), DisableDiscoveryEnumeration = true)]
    public async Task Every_host_is_asked_where_it_lists_its_models(Provider provider, string address)
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"data":[{"id":"a"}]}"""));

        var models = await (provider.Authenticator is null ? provider.WithApiKey("k") : provider).WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        models.ShouldHaveSingleItem().Id.ShouldBe("a");
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe(HttpMethod.Get);
        request.Url.AbsoluteUri.ShouldBe(address);
        request.Body.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_list_at_another_host_is_signed_for_that_host()
    {
        using var handler = new VerbatimHandler("""{"modelSummaries":[]}""");

        await BedrockProviders.Converse("eu-west-1", s_keys).WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        handler.Single.Headers["Authorization"].ShouldContain("eu-west-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date,");
    }

    [Fact]
    public async Task A_moved_provider_lists_where_it_was_moved_to()
    {
        using var handler = new VerbatimHandler("[]");

        await Providers.GitHubModels.WithApiKey("k").WithBaseUrl("http://localhost:8080/").WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);

        handler.Single.Url.ShouldBe("http://localhost:8080/catalog/models");
    }

    [Fact]
    public async Task Pages_are_followed_by_whatever_the_host_calls_its_cursor()
    {
        (await PagesAsync(Providers.Gemini, """{"models":[{"name":"models/a"}],"nextPageToken":"t 1"}""", """{"models":[{"name":"models/b"}]}"""))
            .ShouldBe(["a", "b", "/v1beta/models?pageSize=1000", "/v1beta/models?pageSize=1000&pageToken=t%201"]);
        (await PagesAsync(Providers.Cohere, """{"models":[{"name":"a"}],"next_page_token":"t1"}""", """{"models":[{"name":"b"}],"next_page_token":""}"""))
            .ShouldBe(["a", "b", "/v1/models?page_size=1000", "/v1/models?page_size=1000&page_token=t1"]);
        (await PagesAsync(GoogleCloudProviders.Vertex("p", "global", s_token), """{"publisherModels":[{"name":"publishers/google/models/a"}],"nextPageToken":"t1"}""", """{"publisherModels":[{"name":"publishers/google/models/b"}]}"""))
            .ShouldBe(["a", "b", "/v1beta1/publishers/google/models", "/v1beta1/publishers/google/models?pageToken=t1"]);
    }

    private static async Task<IEnumerable<string>> PagesAsync(Provider provider, params string[] pages)
    {
        var handler = new ReplayHandler([.. pages.Select(page => new ReplayResponse(page))]);
        var models = await (provider.Authenticator is null ? provider.WithApiKey("k") : provider).WithHandler(handler).ListModelsAsync(TestContext.Current.CancellationToken);
        return [.. models.Select(model => model.Id), .. handler.Requests.Select(request => request.Url.PathAndQuery)];
    }
}
