namespace Parlance.Tests.ProviderRows;

/// <summary>Names to providers.</summary>
public sealed class ProviderRegistryTests
{
    private static readonly Provider s_echo = Provider.OpenAICompatible("echo", "https://echo.example/v1");

    [Fact]
    public void A_provider_of_ones_own_is_found_by_name_and_alias_in_any_case()
    {
        var registry = new ProviderRegistry(Parlance.Providers.All);
        registry.Register(s_echo, "mirror");

        registry.Get("ECHO").ShouldBeSameAs(s_echo);
        registry.Chat("Mirror/a/b/c").ModelId.ShouldBe("a/b/c");
        registry.All.Count(provider => provider.Name == "echo").ShouldBe(1);
        registry.All.Select(provider => provider.Name).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once_and_a_refused_provider_leaves_nothing_behind()
    {
        var registry = new ProviderRegistry([s_echo]);
        var other = Provider.OpenAICompatible("other", "https://other.example");

        Should.Throw<ArgumentException>(() => registry.Register(s_echo)).Message.ShouldContain("'echo'");
        Should.Throw<ArgumentException>(() => registry.Register(other, "fine", "Echo"));
        registry.TryGet("other", out _).ShouldBeFalse();
        registry.TryGet("fine", out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => registry.Register(other with { Aliases = ["fine", "ECHO"] })).Message.ShouldContain("'ECHO'");
        registry.TryGet("fine", out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => registry.Register(other, "a/b"));
        Should.Throw<ArgumentException>(() => other with { Aliases = ["a/b"] });
        Should.Throw<ArgumentException>(() => new ProviderRegistry([s_echo, s_echo]));
    }

    [Theory]
    [InlineData("antropic/claude", "anthropic")]
    [InlineData("deepsek/chat", "deepseek")]
    [InlineData("azure-openia/x", "azure-openai")]
    public void An_unknown_name_gets_a_hint_and_the_names_that_there_are(string model, string meant)
    {
        var error = Should.Throw<ArgumentException>(() => Llm.Chat(model));

        error.Message.ShouldContain($"Did you mean '{meant}'?");
        foreach (var row in Parlance.Providers.All)
        {
            error.Message.ShouldContain(row.Name);
        }
    }

    [Theory]
    [InlineData("simulator", "Parlance.Testing")]
    [InlineData("azure-openai-v1", "AddAzure()")]
    public void A_name_that_comes_with_a_package_says_with_which(string name, string hint) =>
        Should.Throw<ArgumentException>(() => new ProviderRegistry(Parlance.Providers.All).Get(name)).Message.ShouldContain(hint);

    [Fact]
    public void A_provider_takes_the_place_of_the_one_of_its_name_under_all_its_names()
    {
        var registry = new ProviderRegistry([]);
        registry.Register(s_echo, "echoes");
        var other = s_echo.WithBaseUrl("https://other.test");

        registry.Replace(other);
        registry.Replace(Parlance.Providers.OpenAI);

        (registry.Get("echo"), registry.Get("echoes")).ShouldBe((other, other));
        registry.All.Count.ShouldBe(2);
    }

    [Fact]
    public void A_replacement_keeps_the_aliases_of_its_predecessor_and_brings_its_own_but_takes_nobodys()
    {
        var registry = new ProviderRegistry([s_echo with { Aliases = ["old"] }, Parlance.Providers.OpenAI]);
        var other = s_echo with { Aliases = ["new"] };

        registry.Replace(other);
        (registry.Get("old"), registry.Get("new"), registry.Get("echo")).ShouldBe((other, other, other));

        Should.Throw<ArgumentException>(() => registry.Replace(s_echo with { Aliases = ["newer", "openai"] })).Message.ShouldContain("'openai'");
        registry.TryGet("newer", out _).ShouldBeFalse();
        registry.Get("echo").ShouldBe(other);
    }

    [Fact]
    public void Aliases_lead_to_the_one_that_has_the_name()
    {
        var azure = Parlance.Providers.AzureOpenAI;
        azure.Aliases.ShouldBe(["azure"]);

        azure.WithApiKey("k").Aliases.ShouldBe(["azure"]);
        (azure with { Name = "azure-openai" }).Aliases.ShouldBe(["azure"]);
        (azure with { Name = "mine" }).Aliases.ShouldBeEmpty();
        (azure with { Name = "mine", Aliases = ["my"] }).Aliases.ShouldBe(["my"]);
    }

    [Fact]
    public void A_registry_of_ones_own_knows_every_built_in_name_and_shares_nothing()
    {
        foreach (var registry in (ProviderRegistry[])[ProviderRegistry.CreateDefault(), new ProviderRegistry(Parlance.Providers.All)])
        {
            registry.Get("llama.cpp").ShouldBeSameAs(Parlance.Providers.LlamaCpp);
            registry.All.Count.ShouldBe(Parlance.Providers.All.Count);
            registry.Register(s_echo);
            registry.Get("echo").ShouldBeSameAs(s_echo);
        }

        ProviderRegistry.Default.TryGet("echo", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_embedding_model_is_found_by_its_name_too()
    {
        var model = Llm.Embeddings("aliyun/some/model:1");

        (model.Provider, model.ModelId).ShouldBe((Parlance.Providers.DashScope, "some/model:1"));
        new ProviderRegistry([s_echo]).Embeddings("echo/m").Provider.ShouldBeSameAs(s_echo);
        Should.Throw<ArgumentException>(() => Llm.Embeddings("text-embedding-3-small")).Message.ShouldContain("provider/model, such as openai/text-embedding-3-small");
    }

    [Fact]
    public void A_name_like_no_other_gets_no_hint() =>
        Should.Throw<ArgumentException>(() => Llm.Chat("zzzzzzzz/m")).Message.ShouldNotContain("Did you mean");

    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("openai/")]
    [InlineData("/gpt-4o")]
    [InlineData("")]
    public void A_model_without_a_provider_says_how_to_write_one(string model) =>
        Should.Throw<ArgumentException>(() => Llm.Chat(model)).Message.ShouldContain("provider/model");

    [Theory]
    [InlineData("openai aliyun anthropic zhipu ollama tencent volcengine longcat-anthropic azure-openai")]
    [InlineData("openai-responses azure-openai-responses codex claude-subscription gemini gemini-openai")]
    [InlineData("ollama-openai llamacpp lmstudio vllm tgi mistralrs sglang openrouter deepseek moonshot moonshot-cn mistral groq xai xai-responses")]
    [InlineData("cohere cohere-openai perplexity together fireworks cerebras dashscope dashscope-intl dashscope-openai zhipu-openai zai")]
    [InlineData("hunyuan longcat-openai minimax minimax-openai minimax-anthropic")]
    public void A_name_that_users_know_leads_to_a_model(string names)
    {
        foreach (var name in names.Split(' '))
        {
            name.ShouldSatisfyAllConditions(() => Llm.Chat($"{name}/some/model:1").ModelId.ShouldBe("some/model:1"));
        }
    }

    [Theory]
    [InlineData("azure", "azure-openai")]
    [InlineData("llama.cpp", "llamacpp")]
    [InlineData("aliyun", "dashscope")]
    public void Built_in_aliases_lead_to_their_rows(string alias, string name) =>
        ProviderRegistry.Default.Get(alias).Name.ShouldBe(name);

    [Theory]
    [InlineData("openrouter", "openrouter", "openai-chat")]
    [InlineData("openai", "openai", "openai-chat")]
    [InlineData("ollama", "ollama", "ollama-chat")]
    [InlineData("vllm", "vllm", "openai-chat")]
    [InlineData("azure", "azure-openai", "openai-chat")]
    [InlineData("anthropic", "anthropic", "anthropic-messages")]
    [InlineData("gemini", "gemini", "gemini-generate")]
    public void A_name_leads_to_a_host_and_its_wire(string name, string provider, string wire)
    {
        ProviderRegistry.Default.Get(name).Name.ShouldBe(provider);
        ProviderRegistry.Default.Get(name).Protocol.Wire.ShouldBe(wire);
    }

    [Fact]
    public void Every_wire_of_recorded_traffic_leads_to_a_provider_that_speaks_it()
    {
        foreach (var wire in WireNames.All)
        {
            var spoken = wire.StartsWith("ollama-", StringComparison.Ordinal) && wire != "ollama-openai-chat" ? "ollama-"
                : wire.StartsWith("anthropic", StringComparison.Ordinal) || wire == "vertex-anthropic" || wire.StartsWith("bedrock-invoke", StringComparison.Ordinal) ? "anthropic-messages"
                : wire.StartsWith("bedrock-converse", StringComparison.Ordinal) ? "bedrock-converse"
                : wire.EndsWith("-responses", StringComparison.Ordinal) ? "openai-responses"
                : wire is "gemini-generate" or "vertex-gemini" ? "gemini"
                : wire is "dashscope-native" or "cohere-v2-chat" or "hunyuan-native" or "huggingface-inference" ? wire
                : "openai-chat";
            WireNames.Get(wire).Protocol.Wire.ShouldStartWith(spoken, Case.Sensitive, wire);
        }

        Should.Throw<LlmException>(() => WireNames.Get("no-such-wire")).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }
}
