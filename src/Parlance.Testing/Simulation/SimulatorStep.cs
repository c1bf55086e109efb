namespace Parlance.Testing;

/// <summary>One thing that the simulator does after the headers of its response.</summary>
internal abstract record SimulatorStep
{
    /// <summary>Writes bytes and flushes them.</summary>
    public sealed record Write(ReadOnlyMemory<byte> Bytes) : SimulatorStep;

    /// <summary>Waits.</summary>
    public sealed record Pause(TimeSpan Time) : SimulatorStep;

    /// <summary>Waits until the client leaves.</summary>
    public sealed record Stall : SimulatorStep;

    /// <summary>Does something once everything before it has been sent.</summary>
    public sealed record Then(Action Action) : SimulatorStep;

    /// <summary>Breaks the connection.</summary>
    public sealed record Break : SimulatorStep;
}

/// <summary>A response of the simulator, decided as a whole before its first byte is sent.</summary>
internal sealed record SimulatorScript(int Status, string ContentType, IEnumerable<SimulatorStep> Steps)
{
    /// <summary>True where even the headers are held back.</summary>
    public bool HoldsHeaders { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
