using System.Text.Json;
using Parlance.Testing;

namespace Parlance.Tests.Cli;

/// <summary>The commands for a local server's models, against a server that has some, over sockets.</summary>
public sealed class SimulatedOllamaCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_fetched_listed_described_and_deleted()
    {
        await using var server = await SimulatorServer.StartAsync(new Simulator { Models = ["llama3.2"] }, cancellationToken: Cancellation);

        var pull = await RunAsync(server, "models", "pull", "qwen3:4b");
        pull.Output.ShouldBeEmpty();
        pull.Error.ShouldStartWith("pulling manifest\npulling ");
        pull.Error.ShouldEndWith("verifying sha256 digest\nwriting manifest\nsuccess\nqwen3:4b is ready.\n");
        (await RunAsync(server, "models", "ollama")).Output.ShouldBe("llama3.2\nqwen3:4b\n");
        (await RunAsync(server, "models", "show", "qwen3:4b")).Output.ShouldContain("context window  131072\n");
        JsonElement.Parse((await RunAsync(server, "models", "show", "qwen3:4b", "--json")).Output).GetProperty("details").GetProperty("format").GetString().ShouldBe("gguf");

        (await RunAsync(server, "models", "rm", "qwen3:4b")).Error.ShouldBe("qwen3:4b was deleted.\n");
        (await RunAsync(server, "models", "ollama")).Output.ShouldBe("llama3.2\n");
    }

    [Fact]
    public async Task A_terminal_shows_a_bar_for_each_layer_that_ends_full()
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var run = At(server, isTerminal: true);

        (await run.RunAsync("models", "pull", "qwen3")).ShouldBe(0);

        var layers = run.Error.Split('\n').Where(line => line.Contains("sha256:", StringComparison.Ordinal) && line.Contains("100%", StringComparison.Ordinal)).ToList();
        layers.Select(line => line[line.IndexOf("sha256:", StringComparison.Ordinal)..][..19]).Distinct().Count().ShouldBe(2, run.Error);
        layers[^1].ShouldContain("MB");
        run.Error.ShouldContain("qwen3 is ready.");
    }

    [Theory]
    [InlineData("pull", "missing", "https://ollama.com/search")]
    [InlineData("rm", "gone", "ollama pull gone")]
    [InlineData("show", "gone", "ollama pull gone")]
    public async Task A_model_that_is_not_there_is_an_error_that_says_what_to_do(string verb, string name, string hint)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var run = At(server);

        (await run.RunAsync("models", verb, name)).ShouldBe(1);

        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain(hint);
    }

    /// <summary>No server listens at port 1 of this machine.</summary>
    [Theory]
    [InlineData("models", "ollama")]
    [InlineData("models", "pull", "qwen3")]
    [InlineData("models", "rm", "qwen3")]
    [InlineData("models", "show", "qwen3")]
    [InlineData("-m", "ollama/qwen3", "Hi")]
    public async Task A_server_that_does_not_run_is_an_error_of_its_own_whatever_is_asked(params string[] arguments)
    {
        var run = new CliRun { Handler = new SocketsHttpHandler(), Registry = new ProviderRegistry([Providers.Ollama]) }.With("OLLAMA_HOST", "http://127.0.0.1:1");

        (await run.RunAsync(arguments)).ShouldBe(1);

        run.Error.ShouldContain("Ollama could not be reached at http://127.0.0.1:1.");
        run.Error.ShouldContain("Start it with: ollama serve");
    }

    private static CliRun At(SimulatorServer server, bool isTerminal = false) =>
        new CliRun { Handler = new SocketsHttpHandler(), Registry = new ProviderRegistry([Providers.Ollama]), IsErrorTerminal = isTerminal }.With("OLLAMA_HOST", server.Address.ToString());

    private static async Task<CliRun> RunAsync(SimulatorServer server, params string[] arguments)
    {
        var run = At(server);
        (await run.RunAsync(arguments)).ShouldBe(0, run.Error);
        return run;
    }
}
