using Parlance.Cli;

namespace Parlance.Tests.Cli;

public sealed class ModelChoiceTests
{
    private const string Answer = """{"text":"ok","finish":"stop"}""";
    private const string OllamaTags = "http://localhost:11434/api/tags";
    private const string LlamaModels = "http://127.0.0.1:8080/v1/models";
    private const string StudioModels = "http://127.0.0.1:1234/v1/models";

    private static readonly ProviderRegistry s_registry = new(
    [
        ScriptedProtocol.Provider,
        ScriptedProtocol.Named("openai", "OPENAI_API_KEY"),
        ScriptedProtocol.Named("anthropic", "ANTHROPIC_API_KEY"),
        ScriptedProtocol.Named("ollama") with { BaseUrl = "http://localhost:11434", Protocol = new ScriptedProtocol("/api/tags"), IsKeyOptional = true },
        ScriptedProtocol.Named("llamacpp") with { BaseUrl = "http://127.0.0.1:8080/v1", Protocol = new ScriptedProtocol("/models"), IsKeyOptional = true },
        ScriptedProtocol.Named("lmstudio") with { BaseUrl = "http://127.0.0.1:1234/v1", Protocol = new ScriptedProtocol("/models"), IsKeyOptional = true },
    ]);

    [Fact]
    public async Task The_option_wins_over_the_variable()
    {
        var handler = Handler();
        await Run(handler).With("PARLANCE_MODEL", "scripted/b").RunAsync("-m", "scripted/a", "Hi");
        await Run(handler).With("PARLANCE_MODEL", "scripted/b").RunAsync("Hi");

        handler.Bodies.ShouldBe(["model a streamed\nuser Hi\n", "model b streamed\nuser Hi\n"]);
    }

    [Fact]
    public async Task A_model_id_is_sent_verbatim_and_may_hold_slashes()
    {
        var handler = Handler();
        await Run(handler).RunAsync("-m", "scripted/claude-3.5-sonnet-20240620", "Hi");
        await Run(handler).RunAsync("-m", "scripted/org/model:free", "Hi");

        handler.Bodies.ShouldBe(["model claude-3.5-sonnet-20240620 streamed\nuser Hi\n", "model org/model:free streamed\nuser Hi\n"]);
    }

    [Fact]
    public async Task The_first_provider_with_a_key_answers_with_its_default_model()
    {
        var handler = Handler();
        var run = Run(handler).With("ANTHROPIC_API_KEY", "secret-a");

        (await run.RunAsync("Hi")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model claude-haiku-4-5 streamed\nuser Hi\n"]);
        run.Error.ShouldBe("Asking anthropic/claude-haiku-4-5 (choose another with -m or PARLANCE_MODEL).\n");
        run.Output.ShouldBe("ok\n");
    }

    [Fact]
    public async Task A_provider_alone_stands_for_its_default_model()
    {
        var handler = Handler();

        await Run(handler).With("OPENAI_API_KEY", "secret-o").RunAsync("-m", "openai", "Hi");

        handler.Bodies.ShouldBe(["model gpt-5-mini streamed\nuser Hi\n"]);
    }

    [Theory]
    [InlineData(OllamaTags, """{"models":[{"name":"all-minilm:latest"},{"name":"qwen3:4b"}]}""", "ollama/qwen3:4b", "http://localhost:11434/ask")]
    [InlineData(LlamaModels, """{"data":[{"id":"gemma.gguf"}]}""", "llamacpp/gemma.gguf", "http://127.0.0.1:8080/v1/ask")]
    [InlineData(StudioModels, """{"data":[{"id":"text-embedding-nomic"},{"id":"zai-org/glm-4.7-flash"}]}""", "lmstudio/zai-org/glm-4.7-flash", "http://127.0.0.1:1234/v1/ask")]
    public async Task Without_a_key_a_local_server_answers(string listing, string models, string chosen, string address)
    {
        var handler = Handler().Answer(listing, models).Answer(address, Answer);
        var run = Run(handler);

        (await run.RunAsync("Hi")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("ok\n");
        run.Error.ShouldBe($"No key is configured: asking {chosen} on this machine.\n");
        handler.Addresses.Take(3).Order().ShouldBe(new[] { OllamaTags, LlamaModels, StudioModels }.Order());
    }

    [Fact]
    public async Task A_local_server_that_is_something_else_is_passed_over()
    {
        var handler = Handler().Answer(LlamaModels, "<html>").Answer(StudioModels, """{"data":[{"id":"m"}]}""").Answer("http://127.0.0.1:1234/v1/ask", Answer);

        (await Run(handler).RunAsync("Hi")).ShouldBe(ExitCode.Success);

        handler.Addresses[^1].ShouldBe("http://127.0.0.1:1234/v1/ask");
    }

    private static CliRun Run(ScriptedHandler handler) => new() { Handler = handler, Registry = s_registry };

    private static ScriptedHandler Handler() => new ScriptedHandler().Answer(ScriptedProtocol.Address, Answer);
}
