using Parlance.Testing;

namespace Parlance.Tests.Cli;

public sealed class OllamaCommandTests
{
    private const string Pull = """
        {"status":"pulling manifest"}
        {"status":"pulling 6a07","digest":"sha256:6a07","total":10}
        {"status":"pulling 6a07","digest":"sha256:6a07","total":10,"completed":5}
        {"status":"success"}
        """;

    [Fact]
    public async Task Pull_says_each_status_once_on_standard_error()
    {
        var handler = new ReplayHandler(new ReplayResponse(Pull));
        var run = new CliRun { Handler = handler };

        (await run.RunAsync("models", "pull", "llama3.2")).ShouldBe(0);

        run.Output.ShouldBeEmpty();
        run.Error.ShouldBe("pulling manifest\npulling 6a07\nsuccess\nllama3.2 is ready.\n");
        handler.Requests.ShouldHaveSingleItem().Text.ShouldBe("""{"model":"llama3.2"}""");
    }

    [Fact]
    public async Task Pull_draws_a_bar_on_a_terminal()
    {
        var run = new CliRun { Handler = new ReplayHandler(new ReplayResponse(Pull)), IsErrorTerminal = true };

        (await run.RunAsync("models", "pull", "llama3.2")).ShouldBe(0);

        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("sha256:6a07");
        run.Error.ShouldContain("llama3.2 is ready.");
    }

    [Fact]
    public async Task Rm_deletes_and_a_missing_model_is_an_error_with_a_hint()
    {
        var run = new CliRun { Handler = new ReplayHandler(new ReplayResponse("")) };
        (await run.RunAsync("models", "rm", "llama3.2")).ShouldBe(0);
        run.Error.ShouldBe("llama3.2 was deleted.\n");

        var missing = new CliRun { Handler = new ReplayHandler(new ReplayResponse("""{"error":"model 'm' not found"}""") { StatusCode = 404 }) };
        (await missing.RunAsync("models", "rm", "m")).ShouldBe(1);
        missing.Error.ShouldContain("ollama pull m");
    }

    [Fact]
    public async Task Show_describes_for_people_and_for_machines()
    {
        const string Answer = """{"details":{"family":"llama","parameter_size":"8.0B"},"model_info":{"llama.context_length":8192}}""";
        var run = new CliRun { Handler = new ReplayHandler(new ReplayResponse(Answer)) };
        (await run.RunAsync("models", "show", "llama3")).ShouldBe(0);
        run.Output.ShouldBe("name            llama3\nfamily          llama\nparameters      8.0B\ncontext window  8192\n");

        var json = new CliRun { Handler = new ReplayHandler(new ReplayResponse(Answer)) };
        (await json.RunAsync("models", "show", "llama3", "--json")).ShouldBe(0);
        json.Output.Trim().ShouldBe(Answer);
    }

    [Fact]
    public async Task Another_provider_has_no_models_to_fetch()
    {
        var run = new CliRun { Registry = new ProviderRegistry([Providers.OpenAI]) };

        (await run.RunAsync("models", "pull", "m", "--provider", "openai")).ShouldNotBe(0);

        run.Error.ShouldContain("OpenAI is no Ollama server");
    }
}
