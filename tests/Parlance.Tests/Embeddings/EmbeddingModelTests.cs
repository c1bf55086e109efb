using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Embeddings;

public sealed class EmbeddingModelTests
{
    [Fact]
    public async Task Vectors_come_in_the_order_of_the_texts_whatever_order_the_response_has()
    {
        var handler = new ReplayHandler(new ReplayResponse("""
            {"object":"list","data":[{"index":2,"embedding":[3,3.5]},{"embedding":[1,1.5],"index":0},{"index":1,"embedding":[2e0,-2.5e-1]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":7,"total_tokens":7}}
            """));

        var vectors = await OpenAI(handler).GenerateAsync(["a", "b", "c"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 1.5f], [2f, -0.25f], [3f, 3.5f]]);
        vectors.ShouldAllBe(vector => vector.ModelId == "text-embedding-3-small");
        vectors.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(7);
        vectors.Usage.TotalTokenCount.ShouldBe(7);
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe("https://api.openai.com/v1/embeddings");
        request.Method.ShouldBe(HttpMethod.Post);
        request.Headers["Authorization"].ShouldBe("Bearer sk-test");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Text.ShouldBe("""{"model":"m","input":["a","b","c"]}""");
    }

    [Fact]
    public async Task For_no_texts_nothing_is_sent()
    {
        var handler = new ReplayHandler(new ReplayResponse("{}"));

        (await OpenAI(handler).GenerateAsync([], cancellationToken: TestContext.Current.CancellationToken)).ShouldBeEmpty();

        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_without_embeddings_says_so_and_names_those_that_have()
    {
        var handler = new ReplayHandler(new ReplayResponse("{}"));

        var error = await Should.ThrowAsync<LlmException>(() =>
            Providers.Anthropic.WithApiKey("sk-test").WithHandler(handler).Embeddings("claude-haiku-4-5").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Provider.ShouldBe("anthropic");
        error.Message.ShouldContain("openai,");
        error.Message.ShouldContain("ollama");
        error.Message.ShouldNotContain("anthropic,");
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Texts_beyond_a_requests_limit_go_into_the_next_request_and_usage_is_the_sum()
    {
        var handler = new ReplayHandler(asked =>
        {
            var inputs = System.Text.Json.JsonElement.Parse(asked.Body.Span).GetProperty("input").EnumerateArray().Select(input => input.GetString()!).ToList();
            var data = inputs.Select((text, index) => $$"""{"index":{{index}},"embedding":[{{text}}]}""").Reverse();
            return new ReplayResponse($$$"""{"data":[{{{string.Join(',', data)}}}],"usage":{"prompt_tokens":{{{inputs.Count}}} }}""");
        });
        var texts = Enumerable.Range(0, 70).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();

        var vectors = await Providers.SiliconFlow.WithApiKey("sk-test").WithHandler(handler).Embeddings("bge").GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken);

        vectors.Select(vector => vector.Vector.Span[0]).ShouldBe(Enumerable.Range(0, 70).Select(number => (float)number));
        handler.Requests.Count.ShouldBe(3);
        vectors.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(70);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPwAAAMA="}]}""", "1 -2")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAB\/Pw=="}]}""", "0.99609375")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAB\u002fPw=="}]}""", "0.99609375")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPwA="}]}""", null)]
    [InlineData("""{"data":[{"index":0,"embedding":[ 1 , -2 ]}]}""", "1 -2")]
    [InlineData("""{"embeddings":[[1,-2]]}""", "1 -2")]
    [InlineData("""{"embedding":[1,-2]}""", "1 -2")]
    [InlineData("""{"embeddings":[{"values":[1,-2]}],"usageMetadata":{"promptTokenCount":3}}""", "1 -2")]
    [InlineData("""{"predictions":[{"embeddings":{"statistics":{"token_count":3},"values":[1,-2]}}]}""", "1 -2")]
    [InlineData("""{"embeddings":{"int8":[[9,9]],"float":[[1,-2]]},"texts":["a"]}""", "1 -2")]
    [InlineData("""{"embeddings":{"int8":[[1,-2]],"binary":[[7]]}}""", "1 -2")]
    [InlineData("""{"embeddingsByType":{"float":[1,-2]},"embedding":[1,-2],"inputTextTokenCount":3}""", "1 -2")]
    [InlineData("""{"embedding":[1,-2],"embeddingsByType":{"float":[1,-2]}}""", "1 -2")]
    [InlineData("""{"embeddingsByType":{"binary":[1,-2]}}""", "1 -2")]
    [InlineData("""{"embeddings":{"int8":[[1,-2]],"float":[],"ubinary":null}}""", "1 -2")]
    [InlineData("""{"embeddingsByType":{"float":[1,-2]},"embedding":null,"embeddings":[]}""", "1 -2")]
    [InlineData("""{"output":{"embeddings":[{"text_index":0,"embedding":[1,-2]}]},"usage":{"total_tokens":3},"request_id":"r"}""", "1 -2")]
    [InlineData("""{"data":[{"index":0,"embedding":"!"}]}""", null)]
    [InlineData("""{"data":[{"index":0,"embedding":[1,"x"]}]}""", null)]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[2]}]}""", null)]
    [InlineData("""{"data":[]}""", null)]
    [InlineData("""{"object":"list"}""", null)]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    public async Task Every_shape_of_vector_is_read_and_anything_else_refused(string body, string? expected)
    {
        var generator = OpenAI(new ReplayHandler(new ReplayResponse(body).WithHeader("x-request-id", "req-1")));

        if (expected is not null)
        {
            var vectors = await generator.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);
            string.Join(' ', vectors.ShouldHaveSingleItem().Vector.ToArray()).ShouldBe(expected);
            return;
        }

        var error = await Should.ThrowAsync<LlmException>(() => generator.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));
        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.RequestId.ShouldBe("req-1");
        error.Model.ShouldBe("m");
    }

    [Theory]
    [InlineData(null, "gH8A/w==", "-128 127 0 -1")]
    [InlineData("base64_int8", "gH8A/w==", "-128 127 0 -1")]
    [InlineData("base64_binary", "BQE=", "1 0 1 0 0 0 0 0 1 0 0 0 0 0 0 0")]
    [InlineData(null, "gH8A/w", null)]
    public async Task Bytes_and_bits_become_one_number_for_each_dimension(string? format, string vector, string? expected)
    {
        var handler = new ReplayHandler(new ReplayResponse($$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"{{vector}}"}],"model":"pplx-embed-v1-0.6b","usage":{"prompt_tokens":3} }"""));
        var generator = Providers.Perplexity.WithApiKey("sk-test").WithHandler(handler).Embeddings("pplx-embed-v1-0.6b");
        var options = new EmbeddingGenerationOptions { Dimensions = 128 };
        if (format is not null)
        {
            options.ExtraBody = System.Text.Json.JsonElement.Parse($$"""{"encoding_format":"{{format}}"}""");
        }

        if (expected is null)
        {
            (await Should.ThrowAsync<LlmException>(() => generator.GenerateAsync(["a"], options, TestContext.Current.CancellationToken))).Kind.ShouldBe(LlmErrorKind.MalformedResponse);
            return;
        }

        var vectors = await generator.GenerateAsync(["a"], options, TestContext.Current.CancellationToken);

        string.Join(' ', vectors.ShouldHaveSingleItem().Vector.ToArray()).ShouldBe(expected);
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsoluteUri.ShouldBe("https://api.perplexity.ai/v1/embeddings");
        request.Text.ShouldStartWith("""{"model":"pplx-embed-v1-0.6b","input":["a"],"dimensions":128""");
    }

    [Fact]
    public async Task A_server_that_numbers_every_vector_zero_is_taken_in_order_and_one_that_repeats_another_is_refused()
    {
        var zeros = OpenAI(new ReplayHandler(new ReplayResponse("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]}""")));
        (await zeros.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken)).Select(vector => vector.Vector.Span[0]).ShouldBe([1f, 2f]);

        var repeated = OpenAI(new ReplayHandler(new ReplayResponse("""{"data":[{"index":1,"embedding":[1]},{"index":1,"embedding":[2]}]}""")));
        (await Should.ThrowAsync<LlmException>(() => repeated.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken))).Kind.ShouldBe(LlmErrorKind.MalformedResponse);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""", LlmErrorKind.Authentication)]
    [InlineData(404, """{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}""", LlmErrorKind.ModelNotFound)]
    [InlineData(400, """{"code":"1500","message":"Invalid model: x","type":"invalid_model"}""", LlmErrorKind.ModelNotFound)]
    [InlineData(429, """{"error":{"message":"Slow down"}}""", LlmErrorKind.RateLimited)]
    [InlineData(200, """{"error":{"message":"Slow down","code":429}}""", LlmErrorKind.RateLimited)]
    public async Task A_failure_is_the_same_typed_error_as_of_a_chat(int status, string body, LlmErrorKind kind)
    {
        var handler = new ReplayHandler(new ReplayResponse(body) { StatusCode = status }.WithHeader("x-request-id", "req-1").WithHeader("retry-after", "3"));

        var error = await Should.ThrowAsync<LlmException>(() => OpenAI(handler).GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(status);
        error.Provider.ShouldBe("openai");
        error.Model.ShouldBe("m");
        error.RequestId.ShouldBe("req-1");
        error.RetryAfter.ShouldBe(status == 200 ? null : TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_a_timeout_and_a_missing_key_names_its_variable()
    {
        var time = new FakeTimeProvider();
        var handler = new ReplayHandler(new ReplayResponse("{}") { HeadersGate = new ReplayGate() });
        var call = Providers.OpenAI.WithApiKey("sk-test").WithHandler(handler).WithTimeProvider(time).Embeddings("m").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(121));
        (await Should.ThrowAsync<LlmException>(() => call)).Kind.ShouldBe(LlmErrorKind.Timeout);

        var keyless = Providers.OpenAI.WithHandler(handler) with { Environment = _ => null };
        var error = await Should.ThrowAsync<LlmException>(() => keyless.Embeddings("m").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));
        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("OPENAI_API_KEY");
    }

    [Fact]
    public void It_tells_its_metadata_its_provider_and_itself()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = Providers.OpenAI.Embeddings("text-embedding-3-small");

        var metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();
        metadata.ProviderName.ShouldBe("openai");
        metadata.ProviderUri.ShouldBe(new Uri("https://api.openai.com/v1"));
        metadata.DefaultModelId.ShouldBe("text-embedding-3-small");
        generator.GetRequiredService<Provider>().ShouldBeSameAs(Providers.OpenAI);
        generator.GetRequiredService<EmbeddingModel>().ShouldBeSameAs(generator);
        generator.GetService(typeof(EmbeddingModel), "key").ShouldBeNull();
        generator.ToString().ShouldBe("openai/text-embedding-3-small");
    }

    private static EmbeddingModel OpenAI(HttpMessageHandler handler) => Providers.OpenAI.WithApiKey("sk-test").WithHandler(handler).Embeddings("m");
}
