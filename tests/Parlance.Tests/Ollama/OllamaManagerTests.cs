using Parlance.Protocols.Ollama;
using Parlance.Testing;

namespace Parlance.Tests.Ollama;

public sealed class OllamaManagerTests
{
    [Fact]
    public void Only_an_Ollama_server_has_its_models_managed()
    {
        OllamaManager.For(Providers.Ollama).Provider.ShouldBeSameAs(Providers.Ollama);
        Should.Throw<ArgumentException>(() => OllamaManager.For(Providers.OllamaOpenAI)).Message.ShouldContain("openai-chat");
        Providers.Ollama.AsOllama().ShouldNotBeNull().Provider.ShouldBeSameAs(Providers.Ollama);
        Providers.Ollama.WithProtocol(new OllamaGenerateProtocol()).AsOllama().ShouldNotBeNull();
        Providers.All.Where(provider => provider.AsOllama() is not null).Select(provider => provider.Name).ShouldBe(["ollama"]);
    }

    [Fact]
    public async Task List_asks_for_the_tags()
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"models":[{"name":"qwen3:4b"}]}"""));

        (await Manager(handler).ListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Id.ShouldBe("qwen3:4b");

        Line(handler).ShouldBe("GET http://localhost:11434/api/tags ");
    }

    [Fact]
    public async Task Pull_reports_every_step_as_it_comes()
    {
        var handler = new ReplayHandler(new ReplayResponse("""
            {"status":"pulling manifest"}
            {"status":"pulling 6a0746a1ec1a","digest":"sha256:6a0746a1ec1a","total":4661211424}
            {"status":"pulling 6a0746a1ec1a","digest":"sha256:6a0746a1ec1a","total":4661211424,"completed":241970}
            {"status":"success"}

            """)
        { Chunks = ReplayChunks.SingleBytes });

        var steps = await Collect(Manager(handler).PullAsync("llama3.2", TestContext.Current.CancellationToken));

        steps.ShouldBe(
        [
            new("pulling manifest", null, null, null),
            new("pulling 6a0746a1ec1a", "sha256:6a0746a1ec1a", null, 4661211424),
            new("pulling 6a0746a1ec1a", "sha256:6a0746a1ec1a", 241970, 4661211424),
            new("success", null, null, null),
        ]);
        Line(handler).ShouldBe("""POST http://localhost:11434/api/pull {"model":"llama3.2"}""");
    }

    [Theory]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", 200, LlmErrorKind.ModelNotFound)]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", 500, LlmErrorKind.ModelNotFound)]
    [InlineData("""{"error":"write: no space left on device"}""", 200, LlmErrorKind.ServerError)]
    [InlineData("""{"status":"pulling manifest"}""", 200, LlmErrorKind.StreamInterrupted)]
    [InlineData("", 200, LlmErrorKind.StreamInterrupted)]
    [InlineData("<html>", 200, LlmErrorKind.MalformedResponse)]
    public async Task A_download_that_does_not_reach_its_end_is_an_error(string body, int status, LlmErrorKind kind)
    {
        var handler = new ReplayHandler(new ReplayResponse(body) { StatusCode = status });

        var error = await Should.ThrowAsync<LlmException>(() => Collect(Manager(handler).PullAsync("nope", TestContext.Current.CancellationToken)));

        error.Kind.ShouldBe(kind);
        error.Provider.ShouldBe("ollama");
        error.Model.ShouldBe("nope");
    }

    [Fact]
    public async Task Whoever_stops_reading_stops_the_download()
    {
        var handler = new ReplayHandler(new ReplayResponse("""
            {"status":"pulling manifest"}
            {"status":"success"}
            """));

        await foreach (var step in Manager(handler).PullAsync("m", TestContext.Current.CancellationToken))
        {
            step.Status.ShouldBe("pulling manifest");
            break;
        }

        await handler.Requests[0].Closed.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silent_download_times_out()
    {
        var time = new FakeTimeProvider();
        var handler = new ReplayHandler(new ReplayResponse("""{"status":"success"}""") { BodyGate = new ReplayGate() });
        var pull = Collect(OllamaManager.For(Providers.Ollama.WithEnvironment(_ => null).WithHandler(handler).WithTimeProvider(time)).PullAsync("m", TestContext.Current.CancellationToken));

        time.Advance(TimeSpan.FromSeconds(121));

        (await Should.ThrowAsync<LlmException>(() => pull)).Kind.ShouldBe(LlmErrorKind.Timeout);
    }

    [Fact]
    public async Task Delete_is_an_HTTP_DELETE_with_a_body()
    {
        var handler = new ReplayHandler(new ReplayResponse(""));

        await Manager(handler).DeleteAsync("llama3.2", TestContext.Current.CancellationToken);

        Line(handler).ShouldBe("""DELETE http://localhost:11434/api/delete {"model":"llama3.2"}""");
    }

    [Fact]
    public async Task Copy_names_both()
    {
        var handler = new ReplayHandler(new ReplayResponse(""));

        await Manager(handler).CopyAsync("llama3.2", "mine", TestContext.Current.CancellationToken);

        Line(handler).ShouldBe("""POST http://localhost:11434/api/copy {"source":"llama3.2","destination":"mine"}""");
    }

    [Fact]
    public async Task Show_reads_what_the_server_says()
    {
        var handler = new ReplayHandler(new ReplayResponse("""
            {"license":"MIT","template":"{{ .Prompt }}","parameters":"stop x","details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],"parameter_size":"8.0B","quantization_level":"Q4_0"},"model_info":{"general.architecture":"llama","llama.context_length":8192},"capabilities":["completion","tools"]}
            """));

        var details = await Manager(handler).ShowAsync("llama3", TestContext.Current.CancellationToken);

        details.Name.ShouldBe("llama3");
        details.Family.ShouldBe("llama");
        details.ParameterSize.ShouldBe("8.0B");
        details.Quantization.ShouldBe("Q4_0");
        details.Format.ShouldBe("gguf");
        details.ContextWindow.ShouldBe(8192);
        details.Capabilities.ShouldBe(["completion", "tools"]);
        details.Template.ShouldBe("{{ .Prompt }}");
        details.Parameters.ShouldBe("stop x");
        details.License.ShouldBe("MIT");
        Line(handler).ShouldBe("""POST http://localhost:11434/api/show {"model":"llama3"}""");
    }

    [Fact]
    public async Task Exists_is_false_only_where_the_server_says_so()
    {
        (await Manager(new ReplayHandler(new ReplayResponse("{}"))).ExistsAsync("m", TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await Manager(new ReplayHandler(new ReplayResponse("""{"error":"model 'm' not found"}""") { StatusCode = 404 })).ExistsAsync("m", TestContext.Current.CancellationToken)).ShouldBeFalse();

        var failing = Manager(new ReplayHandler(new ReplayResponse("""{"error":"disk"}""") { StatusCode = 500 }));
        (await Should.ThrowAsync<LlmException>(() => failing.ExistsAsync("m", TestContext.Current.CancellationToken))).Kind.ShouldBe(LlmErrorKind.ServerError);
    }

    [Fact]
    public async Task A_missing_model_and_a_missing_server_are_told_apart_and_each_says_what_to_do()
    {
        var missing = await Should.ThrowAsync<LlmException>(() =>
            Manager(new ReplayHandler(new ReplayResponse("""{"error":"model 'm' not found"}""") { StatusCode = 404 })).DeleteAsync("m", TestContext.Current.CancellationToken));
        missing.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
        missing.Message.ShouldContain("ollama pull m");

        var down = await Should.ThrowAsync<LlmException>(() =>
            Manager(new ReplayHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"))).ListAsync(TestContext.Current.CancellationToken));
        down.Kind.ShouldBe(LlmErrorKind.Network);
        down.IsTransient.ShouldBeTrue();
        down.Provider.ShouldBe("ollama");
        down.Message.ShouldContain("http://localhost:11434");
        down.Message.ShouldContain("ollama serve");
    }

    private static OllamaManager Manager(HttpMessageHandler handler) => OllamaManager.For(Providers.Ollama.WithEnvironment(_ => null).WithHandler(handler));

    private static string Line(ReplayHandler handler)
    {
        var request = handler.Requests.ShouldHaveSingleItem();
        return $"{request.Method} {request.Url} {request.Text}";
    }

    private static async Task<List<OllamaPullProgress>> Collect(IAsyncEnumerable<OllamaPullProgress> steps)
    {
        var list = new List<OllamaPullProgress>();
        await foreach (var step in steps)
        {
            list.Add(step);
        }

        return list;
    }
}
