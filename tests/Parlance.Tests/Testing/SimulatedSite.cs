using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Transport;

namespace Parlance.Tests.Testing;

/// <summary>A simulator that speaks the test wire, in process or over sockets, and what became of its requests.</summary>
internal sealed class SimulatedSite : IAsyncDisposable
{
    private SimulatorServer? _server;

    public required Provider Provider { get; init; }

    public TaskCompletionSource<SimulatorExchange> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<SimulatorExchange> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<SimulatorExchange> Finished { get; } = new();

    public static async Task<SimulatedSite> StartAsync(bool overSockets, Simulator? simulator = null)
    {
        SimulatedSite? site = null;
        simulator = (simulator ?? new Simulator()).WithProtocol("/lines", new LineProtocol()) with
        {
            OnStarted = exchange => site!.Started.TrySetResult(exchange),
            OnFinished = exchange =>
            {
                site!.Finished.Enqueue(exchange);
                site.Ended.TrySetResult(exchange);
            },
        };
        var provider = LineProtocol.CreateProvider(simulator.CreateHandler());
        if (!overSockets)
        {
            return site = new SimulatedSite { Provider = provider };
        }

        var server = await SimulatorServer.StartAsync(simulator);
        return site = new SimulatedSite { Provider = (provider with { Connection = ConnectionSettings.Default }).WithBaseUrl(server.Address.ToString()), _server = server };
    }

    public ChatModel Model(string name) => Provider.Chat(name);

    /// <summary>Asks in a stream: what was said, and how it failed.</summary>
    public async Task<(string Text, LlmException? Error)> AskAsync(string model, string prompt)
    {
        var text = "";
        try
        {
            await foreach (var update in Model(model).GetStreamingResponseAsync(prompt))
            {
                text += update.Text;
            }
        }
        catch (LlmException error)
        {
            return (text, error);
        }

        return (text, null);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
