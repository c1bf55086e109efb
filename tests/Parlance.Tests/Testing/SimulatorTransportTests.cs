using System.Net;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;
using Parlance.Tests.Transport;

namespace Parlance.Tests.Testing;

/// <summary>What the simulator does on the wire, seen through a model: each once in process and once over real sockets.</summary>
public sealed class SimulatorTransportTests
{
    private const string Prompt = "schöne Grüße an alle";
    private const string Answer = "You said: schöne Grüße an alle";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Answers_arrive_whole_and_in_pieces(bool overSockets)
    {
        await using var site = await SimulatedSite.StartAsync(overSockets);
        (await site.Model("m").GetResponseAsync(Prompt)).Text.ShouldBe(Answer);
        var deltas = new List<string>();
        await foreach (var item in site.Model("m").StreamAsync([new(ChatRole.User, Prompt)]))
        {
            deltas.AddRange(item is TextDelta delta ? [delta.Text] : []);
        }

        string.Concat(deltas).ShouldBe(Answer);
        deltas.Count.ShouldBe(7, "one delta for each token");
    }

    [Theory]
    [InlineData("slow:1")]
    [InlineData("split-utf8")]
    [InlineData("crlf")]
    [InlineData("comments")]
    [InlineData("unknown-event")]
    [InlineData("empty-choices")]
    [InlineData("no-usage")]
    public async Task Faults_that_a_good_client_does_not_notice(string fault)
    {
        foreach (var overSockets in Both)
        {
            await using var site = await SimulatedSite.StartAsync(overSockets);
            var (text, error) = await site.AskAsync($"fault:{fault}", Prompt);
            error.ShouldBeNull();
            text.ShouldBe(Answer);
        }
    }

    [Theory]
    [InlineData("status:429", LlmErrorKind.RateLimited, "")]
    [InlineData("status:401", LlmErrorKind.Authentication, "")]
    [InlineData("error-first", LlmErrorKind.ServerError, "")]
    [InlineData("error-after:2", LlmErrorKind.ServerError, "You said")]
    [InlineData("cut:3", LlmErrorKind.StreamInterrupted, "You said:")]
    [InlineData("disconnect", LlmErrorKind.Network, "")]
    [InlineData("malformed:2", LlmErrorKind.MalformedResponse, "You said")]
    [InlineData("no-terminal", LlmErrorKind.StreamInterrupted, Answer)]
    [InlineData("huge-error:20", LlmErrorKind.ServerError, "")]
    [InlineData("html", LlmErrorKind.MalformedResponse, "")]
    [InlineData("no-such-fault", LlmErrorKind.InvalidRequest, "")]
    public async Task Faults_that_end_in_an_error_of_their_kind(string fault, LlmErrorKind expected, string said)
    {
        foreach (var overSockets in Both)
        {
            await using var site = await SimulatedSite.StartAsync(overSockets);
            var (text, error) = await site.AskAsync($"fault:{fault}", Prompt);
            error!.Kind.ShouldBe(expected, error.ToString());
            text.ShouldBe(said);
        }
    }

    [Fact]
    public async Task Waiting_is_asked_for_where_the_status_does()
    {
        await using var site = await SimulatedSite.StartAsync(overSockets: false);
        (await site.AskAsync("fault:status:429", Prompt)).Error!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        (await site.AskAsync("fault:status:400", Prompt)).Error!.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task A_header_asks_for_a_fault_and_leaves_the_model_its_name()
    {
        await using var site = await SimulatedSite.StartAsync(overSockets: false);
        var model = site.Provider.WithHeader("x-parlance-fault", "status:503").Chat("any");
        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync(Prompt));
        error.StatusCode.ShouldBe(503);
        error.RequestId.ShouldBe("sim-request");
        site.Finished.ShouldHaveSingleItem().Model.ShouldBe("any");
    }

    [Theory]
    [InlineData(true, "fault:stall:2", true)]
    [InlineData(true, "fault:stall:0", true)]
    [InlineData(true, "fault:no-answer", true)]
    [InlineData(true, "fault:no-answer", false)]
    [InlineData(false, "fault:stall:2", true)]
    [InlineData(false, "fault:no-answer", false)]
    public async Task A_client_that_cancels_ends_the_work_of_the_server_at_once(bool overSockets, string model, bool streaming)
    {
        await using var site = await SimulatedSite.StartAsync(overSockets);
        using var cancellation = new CancellationTokenSource();
        var chat = site.Model(model);
        var call = streaming
            ? ChatAttemptTests.CollectAsync(chat, cancellation.Token)
            : (Task)chat.GetResponseAsync(Prompt, cancellationToken: cancellation.Token);
        await site.Started.Task.WaitAsync(s_limit);
        var start = TimeProvider.System.GetTimestamp();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call.WaitAsync(s_limit));
        (await site.Ended.Task.WaitAsync(s_limit)).Outcome.ShouldBe(SimulatorOutcome.ClientLeft);

        // 200 ms is the requirement; a busy machine adds its scheduling delays.
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_reader_that_leaves_a_live_stream_ends_the_work_of_the_server(bool overSockets)
    {
        await using var site = await SimulatedSite.StartAsync(overSockets);
        await foreach (var update in site.Model("fault:stall:1").GetStreamingResponseAsync(Prompt))
        {
            update.Text.ShouldBe("You");
            break;
        }

        (await site.Ended.Task.WaitAsync(s_limit)).Outcome.ShouldBe(SimulatorOutcome.ClientLeft);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_stalled_stream_ends_in_the_clients_idle_timeout_and_frees_the_socket(bool overSockets)
    {
        var clock = new WatchedTimeProvider();
        await using var site = await SimulatedSite.StartAsync(overSockets);
        var model = site.Provider.WithTimeProvider(clock).WithTimeout(TimeSpan.FromSeconds(5)).Chat("fault:stall:2");
        await using var items = model.StreamAsync([new(ChatRole.User, Prompt)]).GetAsyncEnumerator();
        var text = "";
        while (text != "You said")
        {
            (await items.MoveNextAsync()).ShouldBeTrue();
            text += items.Current is TextDelta delta ? delta.Text : "";
        }

        var next = items.MoveNextAsync().AsTask();
        await clock.WaitForTimerAsync().WaitAsync(s_limit);
        clock.Advance(TimeSpan.FromSeconds(5));
        (await Should.ThrowAsync<LlmException>(() => next.WaitAsync(s_limit))).Kind.ShouldBe(LlmErrorKind.Timeout);
        (await site.Ended.Task.WaitAsync(s_limit)).Outcome.ShouldBe(SimulatorOutcome.ClientLeft);
    }

    [Fact]
    public async Task A_stall_that_nobody_ends_breaks_the_connection_after_its_maximum()
    {
        var clock = new WatchedTimeProvider();
        await using var site = await SimulatedSite.StartAsync(overSockets: true, new Simulator { TimeProvider = clock });
        var call = site.AskAsync("fault:stall:2", Prompt);
        await clock.WaitForTimerAsync().WaitAsync(s_limit);
        clock.Advance(TimeSpan.FromMinutes(5));
        (await call.WaitAsync(s_limit)).Error!.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        (await site.Ended.Task.WaitAsync(s_limit)).Outcome.ShouldBe(SimulatorOutcome.Broken);
    }

    [Fact]
    public async Task Slow_tokens_come_one_by_one_as_time_passes()
    {
        var clock = new WatchedTimeProvider();
        await using var site = await SimulatedSite.StartAsync(overSockets: false, new Simulator { TimeProvider = clock });
        var call = site.AskAsync("fault:slow:250", "a");
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, clock.WaitForTimerAsync());
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        (await call).Text.ShouldBe("You said: a");
        (clock.GetUtcNow() - clock.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(250 * 6));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_request_that_is_too_large_is_refused(bool overSockets)
    {
        await using var site = await SimulatedSite.StartAsync(overSockets, new Simulator { MaximumRequestBytes = 100 });
        var (_, error) = await site.AskAsync("m", new string('x', 200));
        error!.StatusCode.ShouldBe(413);
    }

    [Fact]
    public async Task The_paths_without_a_model_answer_in_their_wires()
    {
        await using var server = await SimulatorServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        (await client.GetStringAsync("v1/models")).ShouldContain("\"id\":\"parlance-1\"");
        (await client.GetStringAsync("api/tags")).ShouldContain("\"name\":\"parlance-1\"");
        (await client.GetStringAsync("api/version")).ShouldContain("\"version\"");
        (await client.GetAsync("nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Every_fault_is_documented_and_its_example_is_understood()
    {
        SimulatorFaults.All.Select(fault => fault.Name).ShouldBeUnique();
        foreach (var fault in SimulatorFaults.All)
        {
            fault.Description.ShouldNotBeNullOrWhiteSpace();
            SimulatorFaults.Parse(fault.Example).ShouldBe(new SimulatorFault(fault, fault.Default));
        }
    }

    [Fact]
    public void The_provider_needs_neither_a_key_nor_a_network()
    {
        var model = Simulator.CreateProvider().Chat("parlance-1");
        model.ToString().ShouldBe("simulator/parlance-1");
        model.Provider.IsKeyOptional.ShouldBeTrue();
        model.Provider.Connection.Handler.ShouldNotBeNull();
    }
}
