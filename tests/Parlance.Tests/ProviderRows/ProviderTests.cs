using System.Text.Json;
using Parlance.Protocols.OpenAIChat;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>A provider as a value, and how it carries credentials.</summary>
public sealed class ProviderTests
{
    private static readonly Provider s_mine = Provider.OpenAICompatible("mine", "https://models.example/v1");

    [Fact]
    public void Every_change_makes_a_new_provider_and_leaves_the_old_one()
    {
        var before = s_mine with { };
        using var handler = new VerbatimHandler("");
        Provider[] changed =
        [
            s_mine.WithApiKey("k"), s_mine.WithBearerToken("t"), s_mine.WithHeader("X-Tenant", "acme"), s_mine.WithBaseUrl("https://other.example"),
            s_mine.WithProtocol(new OpenAIChatProtocol()), s_mine.WithDialect(dialect => dialect with { HasTopK = true }),
            s_mine.WithTimeout(TimeSpan.FromSeconds(5)), s_mine.WithHandler(handler), s_mine.WithProxy(new Uri("http://proxy.example:3128")),
            s_mine.WithTimeouts(new CallTimeouts { Idle = TimeSpan.FromSeconds(5) }), s_mine.WithUnsupportedContent(UnsupportedContent.Describe),
            s_mine.WithUnsupportedPolicy(UnsupportedPolicy.Throw), s_mine.WithInsecureHttp(), s_mine.WithEnvironment(_ => null), s_mine.WithTimeProvider(new OtherTime()),
            s_mine.In(("MY_KEY", "k")).WithApiKeyFromEnvironment("MY_KEY"),
        ];

        changed.ShouldAllBe(provider => provider != s_mine);
        s_mine.ShouldBe(before);
        s_mine.Headers.ShouldBeEmpty();
        s_mine.Key.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://models.example/v1", "https://models.example/v1/chat/completions")]
    [InlineData("https://models.example/v1/", "https://models.example/v1/chat/completions")]
    [InlineData(" https://models.example/v1// ", "https://models.example/v1/chat/completions")]
    [InlineData("https://models.example", "https://models.example/chat/completions")]
    [InlineData("https://models.example/api/v3", "https://models.example/api/v3/chat/completions")]
    [InlineData("http://localhost:8000/v1", "http://localhost:8000/v1/chat/completions")]
    public void The_base_url_is_all_before_the_path_and_nothing_is_guessed(string baseUrl, string expected)
    {
        TestProviders.UrlOf(Provider.OpenAICompatible("mine", baseUrl)).ShouldBe(expected);
        TestProviders.UrlOf(Parlance.Providers.OpenAI.WithBaseUrl(baseUrl)).ShouldBe(expected);
        TestProviders.UrlOf(Parlance.Providers.OllamaOpenAI.In(("OLLAMA_HOST", "elsewhere")).WithBaseUrl(baseUrl)).ShouldBe(expected);
    }

    [Fact]
    public void A_host_of_ones_own_takes_a_name_and_sends_no_key_until_it_has_one()
    {
        s_mine.Chat("m").Provider.Name.ShouldBe("mine");
        s_mine.Chat("m").ToString().ShouldBe("mine/m");
        TestProviders.HeadersOf(s_mine).ShouldBeEmpty();
        TestProviders.HeadersOf(s_mine.WithApiKey("k"))["Authorization"].ShouldBe("Bearer k");
    }

    [Theory]
    [InlineData("openai", "Authorization", "Bearer k")]
    [InlineData("anthropic", "x-api-key", "k")]
    [InlineData("azure-openai", "api-key", "k")]
    [InlineData("minimax-anthropic", "Authorization", "Bearer k")]
    [InlineData("ollama", "Authorization", "Bearer k")]
    [InlineData("vllm", "Authorization", "Bearer k")]
    public void A_key_goes_into_the_header_that_the_provider_wants(string name, string header, string value)
    {
        var headers = TestProviders.HeadersOf(ProviderRegistry.Default.Get(name).In().WithApiKey(" k\n"));

        headers[header].ShouldBe(value);
        headers.Keys.Intersect(["Authorization", "x-api-key", "api-key"], StringComparer.OrdinalIgnoreCase).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("azure-openai")]
    [InlineData("openai")]
    [InlineData("ollama")]
    public void A_bearer_token_is_one_everywhere(string name)
    {
        var headers = TestProviders.HeadersOf(ProviderRegistry.Default.Get(name).In().WithApiKey("k").WithBearerToken("t"));

        headers["Authorization"].ShouldBe("Bearer t");
        headers.ShouldNotContainKey("x-api-key");
        headers.ShouldNotContainKey("api-key");
    }

    [Fact]
    public void A_variable_that_is_not_set_leaves_the_key_as_it_was()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["EMPTY"] = " ", ["SET"] = "from-environment" };
        var provider = (s_mine with { Environment = name => environment.GetValueOrDefault(name) }).WithApiKey("from-code");

        TestProviders.HeadersOf(provider.WithApiKeyFromEnvironment("UNSET"))["Authorization"].ShouldBe("Bearer from-code");
        TestProviders.HeadersOf(provider.WithApiKeyFromEnvironment("EMPTY"))["Authorization"].ShouldBe("Bearer from-code");
        var fromEnvironment = provider.WithApiKeyFromEnvironment("SET");
        TestProviders.HeadersOf(fromEnvironment)["Authorization"].ShouldBe("Bearer from-environment");

        environment["SET"] = "rotated";
        TestProviders.HeadersOf(fromEnvironment)["Authorization"].ShouldBe("Bearer rotated");
    }

    [Fact]
    public void A_missing_key_names_its_variable()
    {
        var azure = Parlance.Providers.AzureOpenAI.In(("AZURE_OPENAI_ENDPOINT", "https://r.test"), ("OPENAI_API_KEY", "sk-of-another"));

        var error = Should.Throw<LlmException>(() => TestProviders.HeadersOf(azure));
        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Provider.ShouldBe("azure-openai");
        error.Message.ShouldContain("AZURE_OPENAI_API_KEY or AZURE_OPENAI_KEY");
        error.ToString().ShouldNotContain("sk-of-another");
    }

    [Fact]
    public void A_key_is_found_where_a_call_finds_it()
    {
        var row = Parlance.Providers.AzureOpenAI.In(("AZURE_OPENAI_KEY", " second "));

        row.FindKey().ShouldBe(new Secret("second"));
        row.GetRequiredKey().ShouldBe(new Secret("second"));
        row.WithApiKey("from-code").FindKey().ShouldBe(new Secret("from-code"));
        row.In().FindKey().ShouldBeNull();
        Should.Throw<LlmException>(() => row.In().GetRequiredKey()).Message.ShouldContain("AZURE_OPENAI_API_KEY or AZURE_OPENAI_KEY");
        Should.Throw<LlmException>(() => Parlance.Providers.Ollama.GetRequiredKey()).Kind.ShouldBe(LlmErrorKind.Credential);
    }

    [Fact]
    public void A_variable_that_holds_no_key_is_named_without_its_value()
    {
        var error = Should.Throw<LlmException>(() => TestProviders.HeadersOf(Parlance.Providers.OpenAI.In(("OPENAI_API_KEY", "sk-one\nsk-two"))));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("OPENAI_API_KEY");
        error.ToString().ShouldNotContain("sk-");
    }

    [Fact]
    public void Two_models_of_one_provider_send_only_their_own_keys()
    {
        var first = Parlance.Providers.OpenAI.In().WithApiKey("first").Chat("m");
        var second = Parlance.Providers.OpenAI.In().WithApiKey("second").Chat("m");

        TestProviders.HeadersOf(first.Provider)["Authorization"].ShouldBe("Bearer first");
        TestProviders.HeadersOf(second.Provider)["Authorization"].ShouldBe("Bearer second");
    }

    [Fact]
    public void A_header_is_added_or_replaced_and_wins_over_the_rows_own()
    {
        var provider = Parlance.Providers.Anthropic.In().WithApiKey("k").WithHeader("X-Tenant", "acme").WithHeader("x-tenant", "other").WithHeader("X-API-Key", "mine");
        var headers = TestProviders.HeadersOf(provider);

        headers["X-Tenant"].ShouldBe("other");
        headers["x-api-key"].ShouldBe("mine");
        headers.Count(header => header.Key.Equals("x-api-key", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Theory]
    [InlineData("X-A\r\nX-B", "v")]
    [InlineData("X A", "v")]
    [InlineData("X-A:", "v")]
    [InlineData("X-A", "v\r\nX-B: w")]
    [InlineData("X-A", "v\nw")]
    [InlineData("X-A", "v\0")]
    [InlineData("X-A", "schön")]
    public void What_cannot_stand_in_a_header_is_refused_where_it_is_set(string name, string value)
    {
        var error = Should.Throw<ArgumentException>(() => s_mine.WithHeader(name, value));
        error.Message.ShouldNotContain("\n");
        error.Message.ShouldNotContain("schön");
        Should.Throw<ArgumentException>(() => s_mine with { Headers = s_mine.Headers.Add(name, value) });
    }

    [Fact]
    public void No_formatter_prints_a_key()
    {
        var provider = Parlance.Providers.OpenAI.WithApiKey("sk-secret").WithHeader("Authorization", "Bearer sk-secret");

        provider.ToString().ShouldBe("openai");
        $"{provider.Key} {provider.Chat("m")} {provider.Auth}".ShouldNotContain("sk-secret");
        JsonSerializer.Serialize(provider.Key).ShouldNotContain("sk-secret");
        Should.Throw<ArgumentException>(() => new Secret("sk-secret\r\nX: y")).Message.ShouldNotContain("sk-secret");
    }

    [Fact]
    public void Azure_is_called_by_deployment_and_version()
    {
        var azure = Provider.AzureOpenAI("https://r.openai.azure.com/", "2025-01-01-preview").WithApiKey("k");

        TestProviders.UrlOf(azure, "my deployment").ShouldBe("https://r.openai.azure.com/openai/deployments/my%20deployment/chat/completions?api-version=2025-01-01-preview");
        TestProviders.HeadersOf(azure)["api-key"].ShouldBe("k");
        TestProviders.UrlOf(Provider.AzureOpenAI("https://r.openai.azure.com"), "gpt-4o")
            .ShouldBe("https://r.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
        Should.Throw<ArgumentException>(() => Provider.AzureOpenAI("https://r.openai.azure.com", " "));
    }

    [Fact]
    public void What_is_set_overrides_a_row_field_by_field()
    {
        var moved = Parlance.Providers.Anthropic.In(("ANTHROPIC_API_KEY", "k")).WithBaseUrl("https://proxy.example");

        TestProviders.UrlOf(moved).ShouldBe("https://proxy.example/v1/messages");
        TestProviders.HeadersOf(moved)["x-api-key"].ShouldBe("k");
    }

    [Fact]
    public void A_timeout_limits_the_whole_the_first_byte_and_the_silence()
    {
        var limit = TimeSpan.FromSeconds(7);

        s_mine.WithTimeout(limit).Call.Timeouts.ShouldBe(new CallTimeouts { Total = limit, FirstByte = limit, Idle = limit });
        s_mine.WithTimeout(Timeout.InfiniteTimeSpan).Call.Timeouts.Total.ShouldBe(Timeout.InfiniteTimeSpan);
        s_mine.WithTimeouts(new CallTimeouts { Idle = limit }).Call.Timeouts.ShouldBe(CallTimeouts.Default with { Idle = limit });
        Should.Throw<ArgumentOutOfRangeException>(() => s_mine.WithTimeout(TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => new CallTimeouts { Idle = TimeSpan.FromSeconds(-2) });
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(" ")]
    public void A_name_that_could_never_be_found_is_refused(string name)
    {
        Should.Throw<ArgumentException>(() => Provider.OpenAICompatible(name, "https://models.example"));
        Should.Throw<ArgumentException>(() => s_mine with { Name = name });
    }

    [Fact]
    public void Only_openais_chat_completions_have_dialects() =>
        Should.Throw<InvalidOperationException>(() => Parlance.Providers.Anthropic.WithDialect(dialect => dialect))
            .Message.ShouldContain("anthropic-messages");

    [Fact]
    public void Opaque_state_is_its_own_providers_unless_it_says_otherwise()
    {
        s_mine.Issuer.ShouldBe("mine");
        (s_mine with { Name = "twin" }).Issuer.ShouldBe("twin");
        (s_mine with { Issuer = "shared" } with { Name = "twin" }).Issuer.ShouldBe("shared");
    }

    private sealed class OtherTime : TimeProvider;
}
