using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Transport;

public sealed class CallTimeoutsTests
{
    private const string Answer = "{\"text\":\"Hel\"}\n{\"text\":\"lo!\"}\n{\"done\":true}\n";

    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    private readonly WatchedTimeProvider _clock = new();
    private readonly ReplayGate _gate = new();

    [Fact]
    public async Task A_unary_call_has_a_total_that_its_body_counts_into()
    {
        _gate.Release();
        var handler = Body();
        var call = Model(handler).GetResponseAsync(s_hi);
        await ReadersAsync(2);
        _clock.Advance(TimeSpan.FromSeconds(9));
        call.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var error = await Should.ThrowAsync<LlmException>(() => call);
        error.Kind.ShouldBe(LlmErrorKind.Timeout);
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("10 s");
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_but_silence_after_the_request_ends_in_the_first_byte_timeout(bool headersComeFirst)
    {
        var response = new ReplayResponse(Answer);
        var handler = new ReplayHandler(headersComeFirst ? response with { BodyGate = _gate } : response with { HeadersGate = _gate });
        var call = ChatAttemptTests.CollectAsync(Model(handler));
        await ReadersAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(20));
        var (events, error) = await call;
        events.ShouldBeEmpty();
        error!.Kind.ShouldBe(LlmErrorKind.Timeout);
        error.Message.ShouldContain("No answer came within 20 s");
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_falls_silent_ends_in_the_idle_timeout_after_what_it_said()
    {
        _gate.Release();
        var handler = Body();
        var call = ChatAttemptTests.CollectAsync(Model(handler));
        await ReadersAsync(2);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var (events, error) = await call;
        events.OfType<TextDelta>().Single().Text.ShouldBe("Hel");
        error!.Kind.ShouldBe(LlmErrorKind.Timeout);
        error.Message.ShouldContain("silent for 30 s");
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_live_stream_may_last_as_long_as_it_likes()
    {
        var text = string.Concat(Enumerable.Repeat("{\"text\":\"on \"}\n", 40)) + "{\"done\":true}\n";
        var call = ChatAttemptTests.CollectAsync(Model(new ReplayHandler(new ReplayResponse(text) { Chunks = ReplayChunks.OfSize(15), BodyGate = _gate })));
        for (var piece = 0; piece < 41; piece++)
        {
            await ReadersAsync(1);
            _clock.Advance(TimeSpan.FromSeconds(15));
            _gate.Release();
        }

        var (events, error) = await call;
        error.ShouldBeNull();
        events.OfType<TextDelta>().Count().ShouldBe(40);
    }

    [Fact]
    public async Task A_reader_that_takes_its_time_is_not_a_silent_stream()
    {
        _gate.Open();
        await using var updates = Model(Body()).GetStreamingResponseAsync(s_hi).GetAsyncEnumerator();
        var text = "";
        while (await updates.MoveNextAsync())
        {
            text += updates.Current.Text;
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        text.ShouldBe("Hello!");
    }

    [Fact]
    public async Task The_caller_who_cancels_is_not_told_of_a_timeout()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Model(Body()).GetResponseAsync(s_hi, cancellationToken: cancellation.Token);
        await ReadersAsync(1);
        await cancellation.CancelAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_in_time_is_a_timeout_and_not_a_cancellation()
    {
        // What SocketsHttpHandler throws when its ConnectTimeout passes.
        var handler = new ReplayHandler(_ => throw new TaskCanceledException("The operation was canceled.", new TimeoutException("connect")));
        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_hi));
        error.Kind.ShouldBe(LlmErrorKind.Timeout);
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("https://lines.example");
    }

    [Fact]
    public async Task No_timer_is_left_behind()
    {
        _gate.Open();
        await Model(Body()).GetResponseAsync(s_hi);
        await ChatAttemptTests.CollectAsync(Model(Body()));
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task An_infinite_timeout_is_none()
    {
        var call = LineProtocol.CreateProvider(Body()).WithTimeProvider(_clock).WithTimeout(Timeout.InfiniteTimeSpan).Chat("m").GetResponseAsync(s_hi);
        await ReadersAsync(1);
        _clock.Advance(TimeSpan.FromDays(30));
        _gate.Open();
        (await call).Text.ShouldBe("Hello!");
    }

    private ReplayHandler Body() => new(new ReplayResponse(Answer) { Chunks = ReplayChunks.OfSize(15), BodyGate = _gate });

    private ChatModel Model(HttpMessageHandler handler) => LineProtocol.CreateProvider(handler)
        .WithTimeProvider(_clock)
        .WithTimeouts(new CallTimeouts
        {
            Total = TimeSpan.FromSeconds(10),
            FirstByte = TimeSpan.FromSeconds(20),
            Idle = TimeSpan.FromSeconds(30),
        })
        .Chat("m");

    private async Task ReadersAsync(int count)
    {
        for (var reader = 0; reader < count; reader++)
        {
            await _gate.WaitForReaderAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
