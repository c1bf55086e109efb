using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols.Embeddings;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Embeddings;

/// <summary>What each wire sends, exactly.</summary>
public sealed class EmbeddingRequestTests
{
    /// <summary>The wire, the model, one text or two, the path and the body for 256 dimensions of a query.</summary>
    public static TheoryData<string, string, int, string, string> Requests => new()
    {
        { "gemini-embeddings", "gemini-embedding-001", 2, "/models/gemini-embedding-001:batchEmbedContents", """{"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":256},{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":256}]}""" },
        { "gemini-embeddings", "models/gemini-embedding-001", 1, "/models/gemini-embedding-001:batchEmbedContents", """{"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":256}]}""" },
        { "vertex-embeddings", "text-embedding-005", 2, "/publishers/google/models/text-embedding-005:predict", """{"instances":[{"content":"a","task_type":"RETRIEVAL_QUERY"},{"content":"b","task_type":"RETRIEVAL_QUERY"}],"parameters":{"outputDimensionality":256}}""" },
        { "vertex-embeddings", "gemini-embedding-2", 1, "/publishers/google/models/gemini-embedding-2:embedContent", """{"content":{"parts":[{"text":"a"}]},"outputDimensionality":256}""" },
        { "cohere-embeddings", "embed-v4.0", 2, "/v2/embed", """{"model":"embed-v4.0","texts":["a","b"],"input_type":"search_query","embedding_types":["float"],"output_dimension":256}""" },
        { "ollama-embeddings", "nomic-embed-text", 2, "/api/embed", """{"model":"nomic-embed-text","input":["a","b"],"dimensions":256}""" },
        { "bedrock-embeddings", "amazon.titan-embed-text-v2:0", 1, "/model/amazon.titan-embed-text-v2%3A0/invoke", """{"inputText":"a","dimensions":256}""" },
        { "bedrock-embeddings", "amazon.titan-embed-text-v1", 1, "/model/amazon.titan-embed-text-v1/invoke", """{"inputText":"a"}""" },
        { "bedrock-embeddings", "us.cohere.embed-v4:0", 2, "/model/us.cohere.embed-v4%3A0/invoke", """{"texts":["a","b"],"input_type":"search_query","output_dimension":256}""" },
        { "bedrock-embeddings", "amazon.nova-2-multimodal-embeddings-v1:0", 1, "/model/amazon.nova-2-multimodal-embeddings-v1%3A0/invoke", """{"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"embeddingPurpose":"GENERIC_RETRIEVAL","embeddingDimension":256,"text":{"truncationMode":"NONE","value":"a"}}}""" },
        { "dashscope-embeddings", "text-embedding-v4", 2, "/services/embeddings/text-embedding/text-embedding", """{"model":"text-embedding-v4","input":{"texts":["a","b"]},"parameters":{"text_type":"query","dimension":256}}""" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_wire_says_it_in_its_own_words(string wire, string model, int texts, string path, string body)
    {
        var handler = new ReplayHandler(new ReplayResponse(texts == 1 ? """{"embedding":[1]}""" : """{"embeddings":[[1],[2]]}"""));
        var provider = Provider.OpenAICompatible("mine", "http://localhost:8000/base").WithHandler(handler) with { EmbeddingWire = Wires.Single(known => known.Wire == wire) };

        await provider.Embeddings(model).GenerateAsync(texts == 1 ? ["a"] : ["a", "b"], new EmbeddingGenerationOptions { Dimensions = 256, InputType = "query" }, TestContext.Current.CancellationToken);

        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe("http://localhost:8000/base" + path);
        request.Text.ShouldBe(body);
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v2:0", 3)]
    [InlineData("cohere.embed-english-v3", 1)]
    public async Task A_model_that_takes_one_text_at_a_time_gets_one(string model, int requests)
    {
        var handler = new ReplayHandler(new ReplayResponse(requests == 3 ? """{"embedding":[1],"inputTextTokenCount":2}""" : """{"embeddings":[[1],[2],[3]]}""").WithHeader("X-Amzn-Bedrock-Input-Token-Count", "6"));
        var provider = Provider.OpenAICompatible("mine", "http://localhost:8000").WithHandler(handler) with { EmbeddingWire = new BedrockEmbeddings() };

        var vectors = await provider.Embeddings(model).GenerateAsync(["a", "b", "c"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.Count.ShouldBe(3);
        handler.Requests.Count.ShouldBe(requests);
        vectors.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(6);
    }

    [Fact]
    public async Task Hosts_of_one_wire_differ_in_their_members_and_paths()
    {
        var options = new EmbeddingGenerationOptions { Dimensions = 256, InputType = "query", ModelId = "other", ExtraBody = JsonElement.Parse("""{"encoding_format":"base64"}""") };
        var azure = new ReplayHandler(new ReplayResponse("""{"data":[{"index":0,"embedding":"AACAPw=="}]}"""));
        var vectors = await Provider.AzureOpenAI("https://mine.openai.azure.com", "2025-01-01").WithApiKey("k").WithHandler(azure).Embeddings("deployed").GenerateAsync(["a"], options, TestContext.Current.CancellationToken);

        azure.Requests[0].Url.AbsoluteUri.ShouldBe("https://mine.openai.azure.com/openai/deployments/other/embeddings?api-version=2025-01-01");
        azure.Requests[0].Text.ShouldBe("""{"input":["a"],"dimensions":256,"encoding_format":"base64"}""");
        azure.Requests[0].Headers["api-key"].ShouldBe("k");
        vectors[0].Vector.ToArray().ShouldBe([1f]);
        vectors[0].ModelId.ShouldBe("other");
        vectors.Usage.ShouldBeNull();
        vectors.Warnings.ShouldHaveSingleItem().Field.ShouldBe("InputType");

        var mistral = new ReplayHandler(new ReplayResponse("""{"data":[{"index":0,"embedding":[1]}]}"""));
        await Providers.Mistral.WithApiKey("k").WithHandler(mistral).Embeddings("codestral-embed").GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 256 }, TestContext.Current.CancellationToken);
        mistral.Requests[0].Text.ShouldBe("""{"model":"codestral-embed","input":["a"],"output_dimension":256}""");

        var nvidia = new ReplayHandler(new ReplayResponse("""{"data":[{"index":0,"embedding":[1]}]}"""));
        await Providers.Nvidia.WithApiKey("k").WithHandler(nvidia).Embeddings("nv-embed").GenerateAsync(["a"], new EmbeddingGenerationOptions { InputType = "passage" }, TestContext.Current.CancellationToken);
        nvidia.Requests[0].Text.ShouldBe("""{"model":"nv-embed","input":["a"],"input_type":"passage"}""");
    }

    /// <summary>The two purposes have a word of their own at each host.</summary>
    [Theory]
    [InlineData("voyage", "query", """{"model":"m","input":["a"],"output_dimension":256,"input_type":"query"}""")]
    [InlineData("voyage", "document", """{"model":"m","input":["a"],"output_dimension":256,"input_type":"document"}""")]
    [InlineData("jina", "query", """{"model":"m","input":["a"],"dimensions":256,"task":"retrieval.query"}""")]
    [InlineData("jina", "document", """{"model":"m","input":["a"],"dimensions":256,"task":"retrieval.passage"}""")]
    [InlineData("jina", "text-matching", """{"model":"m","input":["a"],"dimensions":256,"task":"text-matching"}""")]
    [InlineData("nvidia", "document", """{"model":"m","input":["a"],"dimensions":256,"input_type":"passage"}""")]
    [InlineData("openrouter", "query", """{"model":"m","input":["a"],"dimensions":256,"input_type":"search_query"}""")]
    [InlineData("openrouter", "document", """{"model":"m","input":["a"],"dimensions":256,"input_type":"search_document"}""")]
    public async Task A_purpose_is_said_in_the_hosts_word(string name, string purpose, string body)
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"data":[{"index":0,"embedding":[1]}]}"""));
        var options = new EmbeddingGenerationOptions { Dimensions = 256, InputType = purpose };

        await ProviderRegistry.Default.Get(name).WithApiKey("k").WithHandler(handler).Embeddings("m").GenerateAsync(["a"], options, TestContext.Current.CancellationToken);

        handler.Requests.ShouldHaveSingleItem().Text.ShouldBe(body);
    }

    /// <summary>How many texts a request may hold, as each row's comment sources it.</summary>
    [Theory]
    [InlineData("voyage", 1000)]
    [InlineData("mistral", 512)]
    [InlineData("dashscope-openai", 10)]
    [InlineData("zhipu", 64)]
    [InlineData("tencent", 50)]
    [InlineData("volcengine", 4)]
    [InlineData("siliconflow", 32)]
    [InlineData("baichuan", 16)]
    [InlineData("cloudflare", 100)]
    public void A_batch_is_no_larger_than_the_host_takes(string name, int texts) =>
        ProviderRegistry.Default.Get(name).EmbeddingWire.ShouldNotBeNull().GetMaximumBatch("m").ShouldBe(texts);

    /// <summary>Rows whose embeddings are at another address than their chats' path would suggest, and that whole address.</summary>
    public static TheoryData<Provider, string> Addresses => new()
    {
        { Providers.AzureFoundry.WithBaseUrl("https://r.services.ai.azure.com"), "https://r.services.ai.azure.com/models/embeddings?api-version=2024-05-01-preview" },
        { Providers.GitHubModels, "https://models.github.ai/inference/embeddings" },
        { Providers.Gemini, "https://generativelanguage.googleapis.com/v1beta/models/m:batchEmbedContents" },
        { Providers.Cohere, "https://api.cohere.com/v2/embed" },
        { Providers.DashScope, "https://dashscope.aliyuncs.com/api/v1/services/embeddings/text-embedding/text-embedding" },
        { Providers.DashScopeInternational, "https://dashscope-intl.aliyuncs.com/api/v1/services/embeddings/text-embedding/text-embedding" },
        { Providers.Ollama, "http://localhost:11434/api/embed" },
        { GoogleCloudProviders.Vertex("p", "europe-west1", GoogleCloudAuthenticator.FromAccessToken("t")), "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/publishers/google/models/m:predict" },
        { BedrockProviders.Converse("eu-west-1", BedrockAuthenticator.FromKeys("eu-west-1", "id", "secret")), "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/invoke" },
    };

    [Theory]
    [MemberData(nameof(Addresses), DisableDiscoveryEnumeration = true)]
    public async Task A_row_asks_at_the_address_of_its_own_wire(Provider row, string address)
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"embeddings":[[1]]}"""));

        var vectors = await row.In().WithApiKey("k").WithHandler(handler).Embeddings("m").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.ShouldHaveSingleItem().Vector.ToArray().ShouldBe([1f]);
        handler.Requests.ShouldHaveSingleItem().Url.AbsoluteUri.ShouldBe(address);
    }

    [Fact]
    public async Task A_setting_that_the_wire_lacks_can_be_made_an_error()
    {
        var handler = new ReplayHandler(new ReplayResponse("{}"));
        var model = Providers.OpenAI.WithApiKey("k").WithHandler(handler).WithUnsupportedPolicy(UnsupportedPolicy.Throw).Embeddings("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GenerateAsync(["a"], new EmbeddingGenerationOptions { InputType = "query" }, TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        handler.Requests.ShouldBeEmpty();
    }

    /// <summary>The wire, the model and what the caller adds.</summary>
    public static TheoryData<string, string, string, string> Repetitions => new()
    {
        { "embeddings", "m", """{"input":["b"]}""", "input" },
        { "embeddings", "m", """{"user":"u","dimensions":1}""", "dimensions" },
        { "gemini-embeddings", "gemini-embedding-001", """{"requests":[]}""", "requests" },
        { "vertex-embeddings", "text-embedding-005", """{"parameters":{"outputDimensionality":1}}""", "parameters.outputDimensionality" },
        { "cohere-embeddings", "embed-v4.0", """{"input_type":"clustering"}""", "input_type" },
        { "ollama-embeddings", "nomic-embed-text", """{"model":"other"}""", "model" },
        { "bedrock-embeddings", "amazon.nova-2-multimodal-embeddings-v1:0", """{"singleEmbeddingParams":{"text":{"truncationMode":"END"}}}""", "singleEmbeddingParams.text.truncationMode" },
        { "dashscope-embeddings", "text-embedding-v4", """{"parameters":7}""", "parameters" },
    };

    [Theory]
    [MemberData(nameof(Repetitions))]
    public async Task What_the_caller_adds_may_not_repeat_what_a_setting_says(string wire, string model, string additions, string member)
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"embedding":[1]}"""));
        var provider = Provider.OpenAICompatible("mine", "http://localhost:8000").WithHandler(handler) with { EmbeddingWire = Wires.Single(known => known.Wire == wire) };
        var options = new EmbeddingGenerationOptions { Dimensions = 256, ExtraBody = JsonElement.Parse(additions) };

        var error = await Should.ThrowAsync<LlmException>(() => provider.Embeddings(model).GenerateAsync(["a"], options, TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Message.ShouldContain($"'{member}'");
        handler.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vertex-embeddings", "text-embedding-005", """{"parameters":{"autoTruncate":false},"labels":{"a":"b"}}""", """{"instances":[{"content":"a"}],"parameters":{"outputDimensionality":256,"autoTruncate":false},"labels":{"a":"b"}}""")]
    [InlineData("dashscope-embeddings", "text-embedding-v4", """{"parameters":{"output_type":"dense"}}""", """{"model":"text-embedding-v4","input":{"texts":["a"]},"parameters":{"dimension":256,"output_type":"dense"}}""")]
    [InlineData("cohere-embeddings", "embed-v4.0", """{"embedding_types":["int8"],"truncate":"NONE"}""", """{"model":"embed-v4.0","texts":["a"],"input_type":"search_document","output_dimension":256,"embedding_types":["int8"],"truncate":"NONE"}""")]
    public async Task What_the_caller_adds_joins_what_the_wire_has_written(string wire, string model, string additions, string body)
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"embedding":[1]}"""));
        var provider = Provider.OpenAICompatible("mine", "http://localhost:8000").WithHandler(handler) with { EmbeddingWire = Wires.Single(known => known.Wire == wire) };

        await provider.Embeddings(model).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 256, ExtraBody = JsonElement.Parse(additions) }, TestContext.Current.CancellationToken);

        handler.Requests.ShouldHaveSingleItem().Text.ShouldBe(body);
    }

    private static EmbeddingWire[] Wires =>
        [new OpenAIEmbeddings(), new GeminiEmbeddings(), new VertexEmbeddings(), new CohereEmbeddings(), new OllamaEmbeddings(), new BedrockEmbeddings(), new DashScopeEmbeddings()];
}
