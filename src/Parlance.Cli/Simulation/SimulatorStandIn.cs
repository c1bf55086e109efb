// Replaced by the types of the same names in Parlance.Testing: delete this file once they exist.
namespace Parlance.Testing;

internal static class Simulator
{
    public static Provider CreateProvider() => Provider.OpenAICompatible("simulator", "http://127.0.0.1:9/v1");
}

internal static class SimulatorFaults
{
    public static IReadOnlyList<string> All => [];
}

internal sealed class SimulatorServer : IAsyncDisposable
{
    public Uri BaseAddress { get; init; } = new("http://127.0.0.1/");

    public static Task<SimulatorServer> StartAsync(int port, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new SimulatorServer { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
