using Parlance.Testing;

namespace Parlance.Cli.Simulation;

/// <summary>The command's only view of the simulator.</summary>
internal static class SimulatorLink
{
    public const string Name = "simulator";

    private const string DefaultModel = "parlance-1";

    public static ChatModel CreateModel() => Simulator.CreateProvider().Chat(DefaultModel);

    /// <summary>Starts the simulator as a server.</summary>
    /// <exception cref="UsageException">The port is taken.</exception>
    public static async Task<SimulatorServer> StartServerAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatorServer.StartAsync(port: port, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (IOException taken)
        {
            throw new UsageException($"The simulator cannot listen: {taken.Message} Choose another --port.");
        }
    }

    /// <summary>What to tell whoever started the server: where each wire is served, and which faults can be asked for.</summary>
    public static IEnumerable<string> Describe(SimulatorServer server)
    {
        var address = server.Address.ToString().TrimEnd('/');
        yield return $"OpenAI chat completions  {address}/v1";
        yield return $"OpenAI Responses         {address}/v1";
        yield return $"Anthropic Messages       {address}";
        yield return $"Gemini                   {address}/v1beta";
        yield return $"Ollama                   {address}";
        yield return $"Faults, as a model's name or in the header {SimulatorFaults.Header}:";
        foreach (var fault in SimulatorFaults.All)
        {
            yield return $"  {fault.Example,-22} {fault.Description}";
        }

        yield return "Ctrl-C ends the server.";
    }
}
