using Parlance.Testing;

namespace Parlance.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Time_moves_only_when_told_and_the_timestamp_with_it()
    {
        var (now, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromMilliseconds(1500));
        (_clock.GetUtcNow() - now).ShouldBe(TimeSpan.FromMilliseconds(1500));
        _clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMilliseconds(1500));
        Should.Throw<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_each_at_its_own()
    {
        var fired = new List<string>();
        var start = _clock.GetUtcNow();
        void Log(object? name) => fired.Add($"{name}@{(_clock.GetUtcNow() - start).TotalSeconds}");
        using var late = _clock.CreateTimer(Log, "late", TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var early = _clock.CreateTimer(Log, "early", TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var periodic = _clock.CreateTimer(Log, "tick", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using var gone = _clock.CreateTimer(Log, "gone", TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        gone.Dispose();
        gone.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(6));
        fired.ShouldBe(["early@2", "tick@2", "tick@4", "late@5", "tick@6"]);
        _clock.ArmedTimers.ShouldBe(1);
    }

    [Fact]
    public void A_timer_made_while_time_moves_fires_within_the_same_move()
    {
        var fired = new List<int>();
        using var first = _clock.CreateTimer(
            _ => _clock.CreateTimer(_ => fired.Add(2), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe([2]);
    }

    [Fact]
    public async Task Cancellation_and_delays_run_on_it()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);
        var delay = Task.Delay(TimeSpan.FromSeconds(20), _clock);
        _clock.Advance(TimeSpan.FromSeconds(9));
        cancellation.IsCancellationRequested.ShouldBeFalse();
        cancellation.CancelAfter(TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(4));
        cancellation.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        cancellation.IsCancellationRequested.ShouldBeTrue();
        delay.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(6));
        await delay.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task One_can_wait_until_somebody_waits()
    {
        var waiting = _clock.WaitForTimersAsync(2);
        using var one = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        waiting.IsCompleted.ShouldBeFalse();
        using var two = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.WaitForTimersAsync(2).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Many_threads_may_use_it_at_once()
    {
        var fired = 0;
        Parallel.For(0, 200, index =>
        {
            _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromMilliseconds(1 + index), Timeout.InfiniteTimeSpan);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        });
        _clock.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe(200);
    }
}
