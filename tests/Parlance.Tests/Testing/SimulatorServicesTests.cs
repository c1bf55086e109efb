using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>What the simulator answers besides chats, over sockets and through the library's own clients.</summary>
public sealed class SimulatorServicesTests
{
    private static readonly JsonElement s_city = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    [Theory]
    [InlineData("openai", true)]
    [InlineData("azure", true)]
    [InlineData("gemini", false)]
    [InlineData("vertex", true)]
    [InlineData("cohere", true)]
    [InlineData("ollama", true)]
    public async Task Texts_are_embedded_in_their_order_and_alike_where_they_are_alike(string name, bool reportsUsage)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var model = SimulatedProviders.At(server, name).Embeddings("text-embedding-005");
        string[] texts = ["the cat sat on the mat", "interest rates rose again", "a cat sat on a mat", "the cat sat on the mat"];

        var vectors = await model.GenerateAsync(texts, new EmbeddingGenerationOptions { Dimensions = 128 }, TestContext.Current.CancellationToken);

        vectors.Select(vector => vector.Vector.Length).ShouldBe([128, 128, 128, 128]);
        Likeness(vectors[0], vectors[3]).ShouldBe(1, 0.001);
        Likeness(vectors[0], vectors[2]).ShouldBeGreaterThan(Likeness(vectors[0], vectors[1]) + 0.2);
        vectors.Usage?.InputTokenCount.ShouldBe(reportsUsage ? 22 : null);

        var again = await model.GenerateAsync([texts[1]], cancellationToken: TestContext.Current.CancellationToken);
        again.ShouldHaveSingleItem().Vector.Length.ShouldBe(256);
    }

    [Fact]
    public async Task Embeddings_come_in_base64_where_that_is_asked_for()
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var model = SimulatedProviders.At(server, "openai").Embeddings("m");
        var options = new EmbeddingGenerationOptions { ExtraBody = JsonElement.Parse("""{"encoding_format":"base64"}""") };

        var base64 = await model.GenerateAsync(["a cat"], options, TestContext.Current.CancellationToken);

        base64[0].Vector.ToArray().ShouldBe((await model.GenerateAsync(["a cat"], cancellationToken: TestContext.Current.CancellationToken))[0].Vector.ToArray());
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("anthropic-vertex")]
    [InlineData("gemini")]
    [InlineData("vertex")]
    [InlineData("responses")]
    public async Task A_count_of_tokens_is_the_input_that_the_answer_reports(string name)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var model = SimulatedProviders.At(server, name).Chat("parlance-1");
        var options = new ChatOptions { Instructions = "Be terse.", Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather.", s_city)] };
        ChatMessage[] messages = [new(ChatRole.User, "Say hello in five words")];

        var count = await model.CountTokensAsync(messages, options, TestContext.Current.CancellationToken);

        count.IsExact.ShouldBeTrue();
        count.Tokens.ShouldBe((await model.GetResponseAsync(messages, options, TestContext.Current.CancellationToken)).Usage!.InputTokenCount!.Value);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("responses")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("cohere")]
    [InlineData("ollama")]
    public async Task The_models_are_listed_in_every_shape(string name)
    {
        await using var server = await SimulatorServer.StartAsync(new Simulator { Models = ["one", "two:3b"] }, cancellationToken: TestContext.Current.CancellationToken);

        var models = await SimulatedProviders.At(server, name).ListModelsAsync(TestContext.Current.CancellationToken);

        models.Select(model => model.Id).ShouldBe(["one", "two:3b"]);
    }

    [Theory]
    [InlineData("openai", "fault:status:429", LlmErrorKind.RateLimited)]
    [InlineData("gemini", "fault:status:401", LlmErrorKind.Authentication)]
    [InlineData("ollama", "fault:html", LlmErrorKind.MalformedResponse)]
    [InlineData("cohere", "fault:error-first", LlmErrorKind.Overloaded)]
    [InlineData("openai", "fault:cut", LlmErrorKind.Network)]
    public async Task Faults_befall_embeddings_too(string name, string fault, LlmErrorKind kind)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<LlmException>(() => SimulatedProviders.At(server, name).Embeddings(fault).GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(kind, error.ToString());
    }

    [Fact]
    public async Task A_fault_by_header_befalls_whatever_is_asked()
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var provider = SimulatedProviders.At(server, "anthropic").WithHeader(SimulatorFaults.Header, "status:503");

        (await Should.ThrowAsync<LlmException>(() => provider.ListModelsAsync(TestContext.Current.CancellationToken))).StatusCode.ShouldBe(503);
        (await Should.ThrowAsync<LlmException>(() => provider.CountTokensAsync("m", [new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken))).StatusCode.ShouldBe(503);
    }

    [Theory]
    [InlineData("/v1/embeddings", """{"model":"m"}""", "'input'")]
    [InlineData("/v1/embeddings", """{"model":"m","input":["a"],"dimensions":0}""", "dimensions")]
    [InlineData("/v1beta/models/m:batchEmbedContents", """{"requests":[{"content":{}}]}""", "content.parts")]
    public async Task A_question_that_makes_no_sense_is_refused_by_what_it_lacks(string path, string question, string lacks)
    {
        using var client = new HttpClient(new Simulator().CreateHandler());
        using var body = new StringContent(question, Encoding.UTF8, "application/json");

        using var response = await client.PostAsync($"http://localhost{path}", body, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error").GetProperty("message").GetString()!.ShouldContain(lacks);
    }

    /// <summary>How each wire says in the middle of a stream that it failed.</summary>
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fault:error-after:1","stream":true,"messages":[{"role":"user","content":"Hi"}]}""", """data: {"error":{""")]
    [InlineData("/v1/responses", """{"model":"fault:error-after:1","stream":true,"input":"Hi"}""", "event: response.failed\ndata: {")]
    [InlineData("/v1/messages", """{"model":"fault:error-after:1","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""", "event: error\ndata: {\"type\":\"error\"")]
    [InlineData("/v1beta/models/fault:error-after:1:streamGenerateContent?alt=sse", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""", """data: {"error":{"code":529""")]
    [InlineData("/api/chat", """{"model":"fault:error-after:1","messages":[{"role":"user","content":"Hi"}]}""", """{"error":""")]
    public async Task An_error_within_a_stream_is_said_as_the_wire_says_it(string path, string question, string expected)
    {
        using var client = new HttpClient(new Simulator().CreateHandler());
        using var body = new StringContent(question, Encoding.UTF8, "application/json");

        using var response = await client.PostAsync($"http://localhost{path}", body, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var separator = path.StartsWith("/api", StringComparison.Ordinal) ? "\n" : "\n\n";
        var frames = text.Split(separator, StringSplitOptions.RemoveEmptyEntries);
        frames.Length.ShouldBe(2, text);
        frames[1].ShouldStartWith(expected);
    }

    private static double Likeness(Embedding<float> left, Embedding<float> right) =>
        left.Vector.ToArray().Zip(right.Vector.ToArray(), (a, b) => (double)a * b).Sum();
}
