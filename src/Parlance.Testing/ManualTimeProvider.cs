namespace Parlance.Testing;

/// <summary>
/// A clock that stands still until it is told to move. Timers made on it, those behind <see cref="Task.Delay(TimeSpan, TimeProvider)"/>
/// and <see cref="CancellationTokenSource(TimeSpan, TimeProvider)"/> included, fire while <see cref="Advance"/> runs, in the
/// order of their times. Thread-safe.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">What it shows first, null for midnight UTC of 2030-01-01.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = _start = (start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    /// <summary>Moves the clock forward and fires what becomes due, each timer at its own time.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = GetUtcNow() + time;
        while (TakeDue(target) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Completes once at least so many timers are armed: what is under test has begun to wait.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitForTimersAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Takes the first timer that is due, or sets the clock to its target where there is none.</summary>
    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var next = _armed.MinBy(timer => (timer.Due, timer.Sequence));
            if (next is null || next.Due > target)
            {
                // A timer's callback may have moved the clock further itself.
                _now = target > _now ? target : _now;
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            _armed.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                Arm(next, next.Period);
            }

            return next;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan dueTime)
    {
        timer.Due = _now + dueTime;
        timer.Sequence = _sequence++;
        _armed.Add(timer);
        _waiters.RemoveAll(waiter =>
        {
            if (_armed.Count < waiter.Count)
            {
                return false;
            }

            waiter.Reached.TrySetResult();
            return true;
        });
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool firesNow;
            lock (clock._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                clock._armed.Remove(this);
                Period = period;
                firesNow = dueTime == TimeSpan.Zero && period <= TimeSpan.Zero;
                if (dueTime >= TimeSpan.Zero && !firesNow)
                {
                    clock.Arm(this, dueTime);
                }
            }

            if (firesNow)
            {
                // As the system's timers do: never on the caller's stack.
                ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
