using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Embeddings;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>Every built-in row, against a table written by hand from the vendors' documentation.</summary>
public sealed partial class ProviderRowsTests
{
    /// <summary>Name, the URL of a chat call to model <c>m/1</c>, the header that carries the key (empty for none), the key's variables.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "openai", "https://api.openai.com/v1/chat/completions", "Authorization: Bearer", "OPENAI_API_KEY" },
        { "openai-responses", "https://api.openai.com/v1/responses", "Authorization: Bearer", "OPENAI_API_KEY" },
        { "azure-openai-responses", "https://azure-openai-endpoint.test/openai/v1/responses", "api-key:", "AZURE_OPENAI_API_KEY AZURE_OPENAI_KEY" },
        { "xai-responses", "https://api.x.ai/v1/responses", "Authorization: Bearer", "XAI_API_KEY" },
        { "openrouter-responses", "https://openrouter.ai/api/v1/responses", "Authorization: Bearer", "OPENROUTER_API_KEY" },
        { "codex", "https://chatgpt.com/backend-api/codex/responses", "Authorization: Bearer", "" },
        { "anthropic", "https://api.anthropic.com/v1/messages", "x-api-key:", "ANTHROPIC_API_KEY" },
        { "claude-subscription", "https://api.anthropic.com/v1/messages", "Authorization: Bearer", "ANTHROPIC_AUTH_TOKEN" },
        { "gemini", "https://generativelanguage.googleapis.com/v1beta/models/m%2F1:generateContent", "x-goog-api-key:", "GEMINI_API_KEY GOOGLE_API_KEY" },
        { "gemini-openai", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", "Authorization: Bearer", "GEMINI_API_KEY GOOGLE_API_KEY" },
        { "mistral", "https://api.mistral.ai/v1/chat/completions", "Authorization: Bearer", "MISTRAL_API_KEY" },
        { "xai", "https://api.x.ai/v1/chat/completions", "Authorization: Bearer", "XAI_API_KEY" },
        { "cohere", "https://api.cohere.com/v2/chat", "Authorization: Bearer", "COHERE_API_KEY CO_API_KEY" },
        { "cohere-openai", "https://api.cohere.ai/compatibility/v1/chat/completions", "Authorization: Bearer", "COHERE_API_KEY CO_API_KEY" },
        { "perplexity", "https://api.perplexity.ai/chat/completions", "Authorization: Bearer", "PERPLEXITY_API_KEY PPLX_API_KEY" },
        { "azure-openai", "https://azure-openai-endpoint.test/openai/deployments/m%2F1/chat/completions?api-version=2024-10-21", "api-key:", "AZURE_OPENAI_API_KEY AZURE_OPENAI_KEY" },
        { "azure-foundry", "https://azure-ai-endpoint.test/models/chat/completions?api-version=2024-05-01-preview", "api-key:", "AZURE_AI_API_KEY" },
        { "bedrock", "https://bedrock-runtime.aws-region.amazonaws.com/model/m%2F1/converse", "Authorization: Bearer", "AWS_BEARER_TOKEN_BEDROCK" },
        { "anthropic-bedrock", "https://bedrock-runtime.aws-region.amazonaws.com/model/m%2F1/invoke", "Authorization: Bearer", "AWS_BEARER_TOKEN_BEDROCK" },
        { "vertex", "https://google-cloud-location-aiplatform.googleapis.com/v1/projects/google-cloud-project/locations/google-cloud-location/publishers/google/models/m%2F1:generateContent", "Authorization: Bearer", "" },
        { "anthropic-vertex", "https://google-cloud-location-aiplatform.googleapis.com/v1/projects/google-cloud-project/locations/google-cloud-location/publishers/anthropic/models/m%2F1:rawPredict", "Authorization: Bearer", "" },
        { "bedrock-openai", "https://bedrock-runtime.aws-region.amazonaws.com/openai/v1/chat/completions", "Authorization: Bearer", "AWS_BEARER_TOKEN_BEDROCK" },
        { "groq", "https://api.groq.com/openai/v1/chat/completions", "Authorization: Bearer", "GROQ_API_KEY" },
        { "together", "https://api.together.xyz/v1/chat/completions", "Authorization: Bearer", "TOGETHER_API_KEY" },
        { "fireworks", "https://api.fireworks.ai/inference/v1/chat/completions", "Authorization: Bearer", "FIREWORKS_API_KEY" },
        { "cerebras", "https://api.cerebras.ai/v1/chat/completions", "Authorization: Bearer", "CEREBRAS_API_KEY" },
        { "nvidia", "https://integrate.api.nvidia.com/v1/chat/completions", "Authorization: Bearer", "NVIDIA_API_KEY" },
        { "sambanova", "https://api.sambanova.ai/v1/chat/completions", "Authorization: Bearer", "SAMBANOVA_API_KEY" },
        { "deepinfra", "https://api.deepinfra.com/v1/openai/chat/completions", "Authorization: Bearer", "DEEPINFRA_API_KEY DEEPINFRA_API_TOKEN DEEPINFRA_TOKEN" },
        { "github-models", "https://models.github.ai/inference/chat/completions", "Authorization: Bearer", "GITHUB_TOKEN" },
        { "nebius", "https://api.tokenfactory.nebius.com/v1/chat/completions", "Authorization: Bearer", "NEBIUS_API_KEY" },
        { "hyperbolic", "https://api.hyperbolic.xyz/v1/chat/completions", "Authorization: Bearer", "HYPERBOLIC_API_KEY" },
        { "novita", "https://api.novita.ai/openai/v1/chat/completions", "Authorization: Bearer", "NOVITA_API_KEY" },
        { "cloudflare", "https://api.cloudflare.com/client/v4/accounts/cloudflare-account-id/ai/v1/chat/completions", "Authorization: Bearer", "CLOUDFLARE_API_TOKEN CLOUDFLARE_API_KEY" },
        { "openrouter", "https://openrouter.ai/api/v1/chat/completions", "Authorization: Bearer", "OPENROUTER_API_KEY" },
        { "vercel", "https://ai-gateway.vercel.sh/v1/chat/completions", "Authorization: Bearer", "AI_GATEWAY_API_KEY VERCEL_OIDC_TOKEN" },
        { "huggingface", "https://router.huggingface.co/hf-inference/models/m/1", "Authorization: Bearer", "HF_TOKEN HUGGINGFACE_API_KEY" },
        { "huggingface-openai", "https://router.huggingface.co/v1/chat/completions", "Authorization: Bearer", "HF_TOKEN HUGGINGFACE_API_KEY" },
        { "deepseek", "https://api.deepseek.com/chat/completions", "Authorization: Bearer", "DEEPSEEK_API_KEY" },
        { "moonshot", "https://api.moonshot.ai/v1/chat/completions", "Authorization: Bearer", "MOONSHOT_API_KEY" },
        { "moonshot-cn", "https://api.moonshot.cn/v1/chat/completions", "Authorization: Bearer", "MOONSHOT_API_KEY" },
        { "zhipu", "https://open.bigmodel.cn/api/paas/v4/chat/completions", "Authorization: Bearer", "ZHIPU_API_KEY ZHIPUAI_API_KEY" },
        { "zhipu-openai", "https://open.bigmodel.cn/api/paas/v4/chat/completions", "Authorization: Bearer", "ZHIPU_API_KEY ZHIPUAI_API_KEY" },
        { "zai", "https://api.z.ai/api/paas/v4/chat/completions", "Authorization: Bearer", "ZAI_API_KEY" },
        { "dashscope", "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation", "Authorization: Bearer", "DASHSCOPE_API_KEY" },
        { "dashscope-intl", "https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/text-generation/generation", "Authorization: Bearer", "DASHSCOPE_API_KEY" },
        { "dashscope-openai", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer", "DASHSCOPE_API_KEY" },
        { "dashscope-openai-intl", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer", "DASHSCOPE_API_KEY" },
        { "tencent", "https://api.hunyuan.cloud.tencent.com/v1/chat/completions", "Authorization: Bearer", "HUNYUAN_API_KEY TENCENT_API_KEY" },
        { "hunyuan", "https://hunyuan.tencentcloudapi.com/", "", "TENCENTCLOUD_SECRET_KEY" },
        { "volcengine", "https://ark.cn-beijing.volces.com/api/v3/chat/completions", "Authorization: Bearer", "ARK_API_KEY VOLCENGINE_API_KEY" },
        { "longcat-openai", "https://api.longcat.chat/openai/v1/chat/completions", "Authorization: Bearer", "LONGCAT_API_KEY" },
        { "longcat-anthropic", "https://api.longcat.chat/anthropic/v1/messages", "Authorization: Bearer", "LONGCAT_API_KEY" },
        { "minimax", "https://api.minimax.io/v1/text/chatcompletion_v2", "Authorization: Bearer", "MINIMAX_API_KEY MINIMAX_CODE_PLAN_KEY MINIMAX_CODING_API_KEY" },
        { "minimax-openai", "https://api.minimax.io/v1/chat/completions", "Authorization: Bearer", "MINIMAX_API_KEY MINIMAX_CODE_PLAN_KEY MINIMAX_CODING_API_KEY" },
        { "minimax-anthropic", "https://api.minimax.io/anthropic/v1/messages", "Authorization: Bearer", "MINIMAX_API_KEY MINIMAX_CODE_PLAN_KEY MINIMAX_CODING_API_KEY" },
        { "siliconflow", "https://api.siliconflow.com/v1/chat/completions", "Authorization: Bearer", "SILICONFLOW_API_KEY" },
        { "siliconflow-cn", "https://api.siliconflow.cn/v1/chat/completions", "Authorization: Bearer", "SILICONFLOW_API_KEY" },
        { "stepfun", "https://api.stepfun.com/v1/chat/completions", "Authorization: Bearer", "STEPFUN_API_KEY STEP_API_KEY" },
        { "baichuan", "https://api.baichuan-ai.com/v1/chat/completions", "Authorization: Bearer", "BAICHUAN_API_KEY" },
        { "ollama", "http://localhost:11434/api/chat", "", "" },
        { "ollama-openai", "http://localhost:11434/v1/chat/completions", "", "" },
        { "llamacpp", "http://localhost:8080/v1/chat/completions", "", "LLAMA_API_KEY" },
        { "vllm", "http://localhost:8000/v1/chat/completions", "", "VLLM_API_KEY" },
        { "lmstudio", "http://localhost:1234/v1/chat/completions", "", "LM_API_TOKEN" },
        { "tgi", "http://localhost:8080/v1/chat/completions", "", "TGI_API_KEY" },
        { "mistralrs", "http://localhost:1234/v1/chat/completions", "", "" },
        { "sglang", "http://localhost:30000/v1/chat/completions", "", "SGLANG_API_KEY" },
        { "jan", "http://localhost:1337/v1/chat/completions", "", "JAN_API_KEY" },
        { "koboldcpp", "http://localhost:5001/v1/chat/completions", "", "KOBOLDCPP_API_KEY" },
    };

    /// <summary>Rows without chats: name, the URL of a call for embeddings, the key's variables.</summary>
    public static TheoryData<string, string, string> Embedders => new()
    {
        { "voyage", "https://api.voyageai.com/v1/embeddings", "VOYAGE_API_KEY VOYAGEAI_API_KEY" },
        { "jina", "https://api.jina.ai/v1/embeddings", "JINA_API_KEY JINAAI_API_KEY" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_calls_its_vendor(string name, string url, string keyHeader, string keyVariables)
    {
        var row = ProviderRegistry.Default.Get(name) with { Environment = Address };
        var keys = keyVariables.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        TestProviders.UrlOf(row, "m/1").ShouldBe(url);
        row.KeyVariables.ShouldBe(keys);
        if (row.Authenticator is not null)
        {
            // Signed requests have tests of their own.
            TestProviders.HeadersOf(row).ShouldNotContainKey("Authorization");
            return;
        }

        row.IsKeyOptional.ShouldBe(keyHeader.Length == 0);
        if (row.IsKeyOptional)
        {
            var bare = TestProviders.HeadersOf(row);
            bare.ShouldNotContainKey("Authorization");
            bare.ShouldNotContainKey("x-api-key");
        }

        foreach (var variable in keys)
        {
            var headers = TestProviders.HeadersOf(row with { Environment = asked => asked == variable ? "secret" : Address(asked) });
            var (header, prefix) = keyHeader.Length == 0 ? ("Authorization", "Bearer ") : Split(keyHeader);
            headers[header].ShouldBe(prefix + "secret");
            headers.Count(entry => entry.Value.Contains("secret")).ShouldBe(1);
        }
    }

    [Fact]
    public void The_tables_above_name_every_row_once() =>
        Rows.Select(row => row.Data.Item1).Concat(Embedders.Select(row => row.Data.Item1)).ShouldBe(Parlance.Providers.All.Select(provider => provider.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_makes_a_model_in_one_line(string name, string url, string keyHeader, string keyVariables)
    {
        _ = (url, keyHeader, keyVariables);
        var model = Llm.Chat($"{name}/maker/model:tag");

        model.ModelId.ShouldBe("maker/model:tag");
        model.Provider.Name.ShouldBe(name);
        model.DisplayName.ShouldBe($"{model.Provider.DisplayName} (maker/model:tag)");
        model.GetService<ChatClientMetadata>()!.ProviderName.ShouldBe(name);
        model.GetService<ChatClientMetadata>()!.DefaultModelId.ShouldBe("maker/model:tag");
        model.GetService<Provider>().ShouldBeSameAs(model.Provider);
        model.GetService<ChatModel>().ShouldBeSameAs(model);
        model.GetService<IChatClient>().ShouldBeSameAs(model);
        model.GetService<string>().ShouldBeNull();
        ((IChatClient)model).GetService(typeof(Provider), "key").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Embedders))]
    public async Task A_row_without_chats_embeds_and_says_what_a_chat_should_do_instead(string name, string url, string keyVariables)
    {
        using var handler = new VerbatimHandler("""{"object":"list","data":[{"object":"embedding","embedding":[0.5],"index":0}],"model":"m","usage":{"total_tokens":3}}""");
        var keys = keyVariables.Split(' ');
        var row = ProviderRegistry.Default.Get(name).In((keys[^1], "secret")).WithHandler(handler);
        row.KeyVariables.ShouldBe(keys);

        var vectors = await row.Embeddings("m").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.Single().Vector.ToArray().ShouldBe([0.5f]);
        vectors.Usage!.InputTokenCount.ShouldBe(3);
        (handler.Single.Method, handler.Single.Url, handler.Single.Headers["Authorization"]).ShouldBe(("POST", url, "Bearer secret"));
        handler.Single.Body.ShouldBe("""{"model":"m","input":["a"]}""");

        var error = await Should.ThrowAsync<LlmException>(() => row.Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")]));
        (error.Kind, error.Provider).ShouldBe((LlmErrorKind.Unsupported, name));
        error.Message.ShouldContain("Embeddings(model)");
        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Every_row_says_where_its_facts_come_from()
    {
        foreach (var row in Parlance.Providers.All)
        {
            row.Documentation.ShouldNotBeNull(row.Name).ShouldStartWith("https://", Case.Sensitive, row.Name);
            (row.Features.HasFlag(ProviderFeatures.Chat) || row.Features.HasFlag(ProviderFeatures.Embeddings)).ShouldBeTrue(row.Name);
            CanonicalName().IsMatch(row.Name).ShouldBeTrue(row.Name);
        }

        Parlance.Providers.All.Select(row => row.DisplayName).ShouldBeUnique();
    }

    [Fact]
    public void Anthropics_shape_is_served_by_key_and_by_bearer_token()
    {
        var anthropic = Parlance.Providers.Anthropic.WithApiKey("k");
        var longCat = Parlance.Providers.LongCatAnthropic.WithApiKey("k");

        TestProviders.HeadersOf(anthropic)["x-api-key"].ShouldBe("k");
        TestProviders.HeadersOf(anthropic).ShouldNotContainKey("Authorization");
        TestProviders.HeadersOf(longCat)["Authorization"].ShouldBe("Bearer k");
        TestProviders.HeadersOf(longCat).ShouldNotContainKey("x-api-key");
        longCat.Protocol.ShouldBeOfType<AnthropicMessagesProtocol>();
    }

    [Theory]
    [InlineData("volcengine", "ep-20250101-abcde")]
    [InlineData("openrouter", "claude-3.5-sonnet-20240620")]
    [InlineData("anthropic", "claude-sonnet-4-5")]
    public void A_model_id_is_kept_word_for_word(string name, string id)
    {
        var model = ProviderRegistry.Default.Get(name).Chat(id);
        var other = model.WithModel("another");

        model.ModelId.ShouldBe(id);
        other.ModelId.ShouldBe("another");
        other.Provider.ShouldBeSameAs(model.Provider);
    }

    [Fact]
    public void The_group_of_a_minimax_key_is_sent_where_it_is_known()
    {
        var row = Parlance.Providers.MiniMaxOpenAI.WithApiKey("k");

        TestProviders.HeadersOf(row.In()).ShouldNotContainKey("X-MiniMax-Group-Id");
        TestProviders.HeadersOf(row.In(("MINIMAX_GROUP_ID", " 42 ")))["x-minimax-group-id"].ShouldBe("42");
        TestProviders.HeadersOf(row.In(("MINIMAX_GROUP_ID", "42")).WithHeader("x-minimax-group-id", "43"))["X-MiniMax-Group-Id"].ShouldBe("43");
        Should.Throw<LlmException>(() => TestProviders.HeadersOf(row.In(("MINIMAX_GROUP_ID", "42\r\nX-Evil: 1"))))
            .Message.ShouldContain("MINIMAX_GROUP_ID");
    }

    /// <summary>An environment in which only addresses are set.</summary>
    private static string? Address(string variable) => variable switch
    {
        "AZURE_OPENAI_ENDPOINT" or "AZURE_AI_ENDPOINT" => $"https://{variable.ToLowerInvariant().Replace('_', '-')}.test/",
        "AWS_REGION" or "CLOUDFLARE_ACCOUNT_ID" or "GOOGLE_CLOUD_LOCATION" or "GOOGLE_CLOUD_PROJECT" => variable.ToLowerInvariant().Replace('_', '-'),
        _ => null,
    };

    private static (string Header, string Prefix) Split(string header) =>
        header.Split(':', 2) is [var name, var prefix] && prefix.Length > 0 ? (name, prefix.Trim() + " ") : (header.TrimEnd(':'), "");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CanonicalName();
}
