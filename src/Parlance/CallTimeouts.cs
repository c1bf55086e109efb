namespace Parlance;

/// <summary>How long a call may take. A live stream has no total: only silence ends it.</summary>
public sealed record CallTimeouts
{
    /// <summary>The defaults of every provider.</summary>
    public static CallTimeouts Default { get; } = new();

    /// <summary>A whole call that is not streamed. 120 s by default.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>From sending a streamed request to the first byte of its answer. 120 s by default.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of a stream. 120 s by default.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(120);
}
