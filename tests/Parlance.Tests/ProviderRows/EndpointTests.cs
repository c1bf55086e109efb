using Parlance.Tests.Support;
using Parlance.Transport;

namespace Parlance.Tests.ProviderRows;

/// <summary>Where requests go: hosts from the environment, missing parts, and the rule for plain HTTP.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData(null, "http://localhost:11434/api/chat", "http://localhost:11434/v1/chat/completions")]
    [InlineData(" ", "http://localhost:11434/api/chat", "http://localhost:11434/v1/chat/completions")]
    [InlineData("127.0.0.1:9999", "http://127.0.0.1:9999/api/chat", "http://127.0.0.1:9999/v1/chat/completions")]
    [InlineData("127.0.0.1", "http://127.0.0.1:11434/api/chat", "http://127.0.0.1:11434/v1/chat/completions")]
    [InlineData("127.0.0.1:80", "http://127.0.0.1/api/chat", "http://127.0.0.1/v1/chat/completions")]
    [InlineData(":9999", "http://localhost:9999/api/chat", "http://localhost:9999/v1/chat/completions")]
    [InlineData("0.0.0.0", "http://localhost:11434/api/chat", "http://localhost:11434/v1/chat/completions")]
    [InlineData("0.0.0.0:9999", "http://localhost:9999/api/chat", "http://localhost:9999/v1/chat/completions")]
    [InlineData("[::]:9999", "http://localhost:9999/api/chat", "http://localhost:9999/v1/chat/completions")]
    [InlineData("[::1]", "http://[::1]:11434/api/chat", "http://[::1]:11434/v1/chat/completions")]
    [InlineData("http://localhost:9999/", "http://localhost:9999/api/chat", "http://localhost:9999/v1/chat/completions")]
    [InlineData("https://models.example", "https://models.example/api/chat", "https://models.example/v1/chat/completions")]
    [InlineData("https://models.example/ollama", "https://models.example/ollama/api/chat", "https://models.example/ollama/v1/chat/completions")]
    public void A_host_from_the_environment_keeps_the_path_of_its_wire(string? host, string native, string compatible)
    {
        TestProviders.UrlOf(Parlance.Providers.Ollama.In(("OLLAMA_HOST", host))).ShouldBe(native);
        TestProviders.UrlOf(Parlance.Providers.OllamaOpenAI.In(("OLLAMA_HOST", host))).ShouldBe(compatible);
    }

    [Theory]
    [InlineData("http://localhost:9999/v1")]
    [InlineData("http://localhost:9999/v1/")]
    [InlineData("localhost:9999/v1")]
    public void A_path_that_is_there_already_is_not_doubled(string host) =>
        TestProviders.UrlOf(Parlance.Providers.LlamaCpp.In(("LLAMA_CPP_HOST", host))).ShouldBe("http://localhost:9999/v1/chat/completions");

    [Fact]
    public void A_base_url_that_is_set_is_called_whatever_the_environment_says_and_in_both_spellings()
    {
        var ollama = Parlance.Providers.Ollama.In(("OLLAMA_HOST", "elsewhere"));
        var github = Parlance.Providers.GitHubModels;

        TestProviders.UrlOf(ollama with { BaseUrl = "http://localhost:1111/" }).ShouldBe("http://localhost:1111/api/chat");
        (ollama with { BaseUrl = "http://localhost:1111" }).ShouldBe(ollama.WithBaseUrl("http://localhost:1111"));
        (github with { BaseUrl = "http://localhost:1111" }).ShouldBe(github.WithBaseUrl("http://localhost:1111"));
    }

    [Fact]
    public void Every_local_row_moves_with_a_variable()
    {
        var local = Parlance.Providers.All.Where(row => row.BaseUrl.Contains("localhost", StringComparison.Ordinal)).ToList();

        local.Count.ShouldBe(10);
        foreach (var row in local)
        {
            var moved = row.In((row.Address.HostVariable.ShouldNotBeNull(row.Name), "127.0.0.1:7"));
            TestProviders.UrlOf(moved).ShouldBe(TestProviders.UrlOf(row.In()).Replace(new Uri(row.BaseUrl).Authority, "127.0.0.1:7"));
        }
    }

    [Theory]
    [InlineData("azure-openai", "AZURE_OPENAI_ENDPOINT")]
    [InlineData("azure-foundry", "AZURE_AI_ENDPOINT")]
    [InlineData("cloudflare", "CLOUDFLARE_ACCOUNT_ID")]
    [InlineData("bedrock-openai", "AWS_REGION")]
    public void An_address_that_lacks_a_part_names_its_variable(string name, string variable)
    {
        var row = ProviderRegistry.Default.Get(name).In();

        var error = Should.Throw<LlmException>(() => TestProviders.UrlOf(row));
        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain(variable);
        Endpoint.Describe(row).ShouldContain($"{{{variable}}}");
        Endpoint.TryResolve(row).ShouldBeNull();
        Endpoint.TryResolve(row.WithBaseUrl("https://models.example")).ShouldBe(new Uri("https://models.example"));
    }

    [Theory]
    [InlineData("http://models.example/v1")]
    [InlineData("http://10.0.0.1/v1")]
    [InlineData("ftp://models.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("models.example/v1")]
    [InlineData("//models.example/v1")]
    [InlineData("https://models.example/v1?key=hidden")]
    [InlineData("https://models.example/v1#hidden")]
    [InlineData("https://someone:hidden@models.example/v1")]
    public void Only_https_or_this_machine_is_called(string baseUrl)
    {
        var error = Should.Throw<LlmException>(() => TestProviders.UrlOf(Provider.OpenAICompatible("mine", baseUrl)));
        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Provider.ShouldBe("mine");
        error.Message.ShouldNotContain("hidden");
    }

    [Fact]
    public void Plain_http_to_another_machine_is_called_where_that_was_allowed()
    {
        var provider = Provider.OpenAICompatible("mine", "http://gpu.example:8000/v1");

        Should.Throw<LlmException>(() => TestProviders.UrlOf(provider)).Message.ShouldContain("WithInsecureHttp");
        TestProviders.UrlOf(provider.WithInsecureHttp()).ShouldBe("http://gpu.example:8000/v1/chat/completions");
    }

    [Fact]
    public void An_empty_base_url_is_refused_where_it_is_set()
    {
        Should.Throw<ArgumentException>(() => Provider.OpenAICompatible("mine", " "));
        Should.Throw<ArgumentException>(() => Parlance.Providers.OpenAI.WithBaseUrl(""));
    }
}
