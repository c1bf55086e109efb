namespace Parlance.Tests.Support;

/// <summary>A <see cref="FakeTimeProvider"/> that tells how many wait for it, so that a test moves it only once somebody does.</summary>
public sealed class WatchedTimeProvider : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<WatchedTimer> _armed = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>Completes once a timer is armed: what is under test has begun to wait.</summary>
    public async Task WaitForTimerAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_armed.Count > 0)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, callback, state);
        Arm(timer, dueTime, () => timer.Inner = base.CreateTimer(timer.Fire, null, dueTime, period));
        return timer;
    }

    /// <summary>The timer is armed when the lock is free again, so whoever sees it armed may move the clock.</summary>
    private void Arm(WatchedTimer timer, TimeSpan dueTime, Action arm)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _armed.Add(timer);
            }

            arm();
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Disarm(WatchedTimer timer)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
        }
    }

    /// <summary>A timer that fires once; nothing that is tested with this clock makes another.</summary>
    private sealed class WatchedTimer(WatchedTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public ITimer? Inner { get; set; }

        public void Fire(object? _)
        {
            clock.Disarm(this);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = false;
            clock.Arm(this, dueTime, () => isChanged = Inner!.Change(dueTime, period));
            return isChanged;
        }

        public void Dispose()
        {
            clock.Disarm(this);
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
