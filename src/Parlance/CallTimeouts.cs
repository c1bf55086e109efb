namespace Parlance;

/// <summary>
/// How long a call may take. A live stream has no total: only silence ends it. <see cref="Timeout.InfiniteTimeSpan"/>
/// means no limit.
/// </summary>
public sealed record CallTimeouts
{
    /// <summary>The defaults of every provider.</summary>
    public static CallTimeouts Default { get; } = new();

    /// <summary>A whole call that is not streamed. 120 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public TimeSpan Total { get; init => field = Check(value); } = TimeSpan.FromSeconds(120);

    /// <summary>From sending a streamed request to the first byte of its answer. 120 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public TimeSpan FirstByte { get; init => field = Check(value); } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of a stream. 120 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public TimeSpan Idle { get; init => field = Check(value); } = TimeSpan.FromSeconds(120);

    private static TimeSpan Check(TimeSpan timeout) =>
        timeout > TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan
            ? timeout
            : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout must be longer than zero, or infinite.");
}
