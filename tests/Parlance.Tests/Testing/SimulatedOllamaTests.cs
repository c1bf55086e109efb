using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>The simulator as an Ollama server whose models come and go.</summary>
public sealed class SimulatedOllamaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_are_fetched_copied_and_deleted()
    {
        await using var server = await SimulatorServer.StartAsync(new Simulator { Models = ["llama3.2"] }, cancellationToken: Cancellation);
        var ollama = OllamaManager.For(SimulatedProviders.At(server, "ollama"));
        (await ollama.ExistsAsync("qwen3:4b", Cancellation)).ShouldBeFalse();

        var steps = await ollama.PullAsync("qwen3:4b", Cancellation).ToListAsync(Cancellation);
        await ollama.CopyAsync("llama3.2:latest", "mine", Cancellation);

        steps[0].ShouldBe(new OllamaPullProgress("pulling manifest", null, null, null));
        steps[^1].Status.ShouldBe("success");
        var layers = steps.Where(step => step.Digest is not null).GroupBy(step => step.Digest).ToList();
        layers.Count.ShouldBe(2);
        foreach (var layer in layers)
        {
            layer.First().CompletedBytes.ShouldBeNull();
            layer.Select(step => step.CompletedBytes ?? 0).ShouldBeInOrder();
            layer.Last().CompletedBytes.ShouldBe(layer.Last().TotalBytes);
        }

        (await NamesAsync(ollama)).ShouldBe(["llama3.2", "qwen3:4b", "mine"]);
        (await ollama.ExistsAsync("qwen3:4b", Cancellation)).ShouldBeTrue();

        await ollama.DeleteAsync("llama3.2", Cancellation);
        (await NamesAsync(ollama)).ShouldBe(["qwen3:4b", "mine"]);
    }

    [Fact]
    public async Task A_model_is_described()
    {
        await using var server = await SimulatorServer.StartAsync(new Simulator { Models = ["llama3.2"] }, cancellationToken: Cancellation);

        var details = await OllamaManager.For(SimulatedProviders.At(server, "ollama")).ShowAsync("llama3.2", Cancellation);

        details.Family.ShouldBe("simulator");
        details.ContextWindow.ShouldBe(131_072);
        details.Capabilities.ShouldContain("tools");
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_that_says_what_to_do()
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var ollama = OllamaManager.For(SimulatedProviders.At(server, "ollama"));

        foreach (var call in (Func<Task>[])[() => ollama.ShowAsync("gone", Cancellation), () => ollama.DeleteAsync("gone", Cancellation), () => ollama.CopyAsync("gone", "copy", Cancellation)])
        {
            var error = await Should.ThrowAsync<LlmException>(call);
            error.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
            error.Message.ShouldContain("ollama pull gone");
        }

        var unknown = await Should.ThrowAsync<LlmException>(() => ollama.PullAsync("missing:7b", Cancellation).ToListAsync(Cancellation).AsTask());
        unknown.Kind.ShouldBe(LlmErrorKind.ModelNotFound);
        unknown.Message.ShouldContain("ollama.com/search");
    }

    [Fact]
    public async Task A_download_that_breaks_off_leaves_no_model()
    {
        await using var server = await SimulatorServer.StartAsync(new Simulator { Models = [] }, cancellationToken: Cancellation);
        var ollama = OllamaManager.For(SimulatedProviders.At(server, "ollama").WithHeader(SimulatorFaults.Header, "cut:4"));

        await Should.ThrowAsync<LlmException>(() => ollama.PullAsync("qwen3", Cancellation).ToListAsync(Cancellation).AsTask());

        (await NamesAsync(OllamaManager.For(SimulatedProviders.At(server, "ollama")))).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> NamesAsync(OllamaManager ollama) => (await ollama.ListAsync(Cancellation)).Select(model => model.Id);
}
