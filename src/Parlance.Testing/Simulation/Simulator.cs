using System.Collections.Immutable;
using Parlance.Protocols;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Testing;

/// <summary>
/// A provider that needs neither a network nor a key: <see cref="SimulatedModel"/> behind the wires of OpenAI's chat
/// completions and Responses, Anthropic, Gemini and Ollama, chosen by the request's path, with the faults of
/// <see cref="SimulatorFaults"/> on demand. It runs inside the process (<see cref="CreateProvider"/>, <see cref="CreateHandler"/>) or as a server on the
/// loopback interface (<see cref="SimulatorServer"/>).
/// </summary>
/// <remarks>
/// Chats: any path that ends in <c>/chat/completions</c> (Azure's deployments too), <c>/responses</c>, <c>/v1/messages</c>,
/// <c>:generateContent</c>, <c>:streamGenerateContent</c>, <c>:rawPredict</c>, <c>/api/chat</c> or <c>/api/generate</c>.
/// Besides them embeddings, counts of tokens, lists of models and the management of an Ollama server, each at the paths
/// of those who have it.
/// </remarks>
public sealed record Simulator
{
    /// <summary>The models that it lists at first; it answers to any name.</summary>
    public ImmutableArray<string> Models { get; init; } = ["parlance-1", "parlance-1-thinking"];

    /// <summary>The clock of the answers' times, of slow tokens and of stalls.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How large a request may be, in bytes; 32 MB by default. A larger one gets status 413.</summary>
    public int MaximumRequestBytes { get; init; } = 32 << 20;

    /// <summary>How long a stalled answer waits for its client to leave before it breaks the connection; 5 minutes by default.</summary>
    public TimeSpan MaximumStall { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Hears of every request as it begins, null for nobody.</summary>
    public Action<SimulatorExchange>? OnStarted { get; init; }

    /// <summary>Hears of every request once it has ended, in whatever way.</summary>
    public Action<SimulatorExchange>? OnFinished { get; init; }

    internal ImmutableArray<KeyValuePair<string, Protocol>> Protocols { get; init; } = [.. SimulatorRoutes.Chat];

    /// <summary>Speaks one more wire.</summary>
    /// <param name="pathEnd">The end of the paths that it is spoken at, such as <c>/v2/chat</c>. It goes before the built-in ones.</param>
    /// <param name="protocol">A protocol with a server half.</param>
    public Simulator WithProtocol(string pathEnd, Protocol protocol)
    {
        ArgumentException.ThrowIfNullOrEmpty(pathEnd);
        ArgumentNullException.ThrowIfNull(protocol);
        return this with { Protocols = Protocols.Insert(0, new(pathEnd, protocol)) };
    }

    /// <summary>The simulator as a handler, for <c>Provider.WithHandler</c> or an <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler CreateHandler() => new SimulatorHandler(new SimulatorEngine(this));

    /// <summary>The simulator as a provider: <c>Simulator.CreateProvider().Chat("parlance-1")</c>.</summary>
    /// <param name="simulator">The simulator, null for one with the defaults.</param>
    public static Provider CreateProvider(Simulator? simulator = null) => new()
    {
        Name = "simulator",
        DisplayName = "Parlance simulator",
        Protocol = new OpenAIChatProtocol(),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = "http://localhost/v1",
        Auth = AuthScheme.None,
        IsKeyOptional = true,
        Features = ProviderFeatures.Tools | ProviderFeatures.Vision | ProviderFeatures.Reasoning | ProviderFeatures.JsonSchema,
        Call = new() { TimeProvider = simulator?.TimeProvider ?? TimeProvider.System },
        Connection = new() { Handler = (simulator ?? new Simulator()).CreateHandler() },
    };
}

/// <summary>How an exchange with the simulator ended.</summary>
public enum SimulatorOutcome
{
    /// <summary>It has not ended yet.</summary>
    Running,

    /// <summary>The whole answer was sent.</summary>
    Completed,

    /// <summary>The client left before the end.</summary>
    ClientLeft,

    /// <summary>The simulator broke the connection.</summary>
    Broken,
}

/// <summary>One exchange with the simulator.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The request's path.</param>
/// <param name="Model">The model that was asked for, null where none was.</param>
/// <param name="Fault">The fault that was asked for, null for none.</param>
/// <param name="Status">The HTTP status of the answer, 0 where there was none.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record SimulatorExchange(string Method, string Path, string? Model, string? Fault, int Status, SimulatorOutcome Outcome);
