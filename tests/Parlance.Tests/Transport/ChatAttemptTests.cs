using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Transport;

public sealed class ChatAttemptTests
{
    private const string Answer = """
        {"text":"Hel"}
        {"text":"lo"}
        {"done":true}
        """;

    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    [Fact]
    public async Task Answers_are_the_same_wherever_the_network_cuts_them()
    {
        ReplayChunks[] cuts = [ReplayChunks.Whole, ReplayChunks.SingleBytes, ReplayChunks.OfSize(3), ReplayChunks.Random(1), ReplayChunks.OfSizes(5, 1)];
        foreach (var chunks in cuts)
        {
            var model = Model(new ReplayHandler(new ReplayResponse(Answer) { Chunks = chunks }));
            (await model.GetResponseAsync(s_hi)).Text.ShouldBe("Hello", chunks.ToString());
        }
    }

    [Fact]
    public async Task The_request_carries_the_body_the_json_content_type_and_who_asks()
    {
        var handler = new ReplayHandler(new ReplayResponse(Answer));
        await Model(handler).GetResponseAsync(s_hi);
        var request = handler.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe(HttpMethod.Post);
        request.Url.ToString().ShouldBe("https://lines.example/lines");
        request.Text.ShouldBe("""{"model":"m","stream":false,"prompt":"Hi"}""");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Headers["User-Agent"].ShouldStartWith("Parlance/");
        request.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task A_header_of_the_content_and_the_user_agent_can_be_replaced()
    {
        var handler = new ReplayHandler(new ReplayResponse(Answer));
        var provider = LineProtocol.CreateProvider(handler)
            .WithHeader("Content-Type", "application/json; charset=utf-8")
            .WithHeader("User-Agent", "Mine/1");
        await provider.Chat("m").GetResponseAsync(s_hi);
        handler.Requests[0].Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        handler.Requests[0].Headers["User-Agent"].ShouldBe("Mine/1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_as_first_event_is_thrown_before_anything_is_delivered(bool streaming)
    {
        var model = Model(new ReplayHandler(new ReplayResponse("""{"error":{"type":"overloaded_error","message":"busy"}}""").WithHeader("x-request-id", "r-1")));
        var error = await Should.ThrowAsync<LlmException>(async () =>
        {
            if (streaming)
            {
                await using var updates = model.GetStreamingResponseAsync(s_hi).GetAsyncEnumerator();
                await updates.MoveNextAsync();
            }
            else
            {
                await model.GetResponseAsync(s_hi);
            }
        });
        error.Kind.ShouldBe(LlmErrorKind.Overloaded);
        error.StatusCode.ShouldBe(200);
        error.RequestId.ShouldBe("r-1");
        error.Provider.ShouldBe("lines");
        error.Model.ShouldBe("m");
    }

    [Fact]
    public async Task An_error_later_in_the_stream_comes_after_what_was_said_before_it()
    {
        var model = Model(new ReplayHandler(new ReplayResponse("""
            {"text":"Hel"}
            {"error":{"message":"broken"}}
            {"done":true}
            """)));
        var (events, error) = await CollectAsync(model);
        error!.Kind.ShouldBe(LlmErrorKind.ServerError);
        events.OfType<TextDelta>().Single().Text.ShouldBe("Hel");
        events.OfType<Finished>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task A_response_without_its_terminal_is_interrupted_never_a_short_success(int? breakAfter)
    {
        var model = Model(new ReplayHandler(new ReplayResponse("""{"text":"Hel"}""" + "\n" + """{"text":"lo"}""" + "\n") { BreakAfter = breakAfter }));
        var (events, error) = await CollectAsync(model);
        error!.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        error.IsTransient.ShouldBeTrue();
        events.OfType<TextDelta>().First().Text.ShouldBe("Hel");
        (error.InnerException is IOException).ShouldBe(breakAfter is not null);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_terminal_has_delivered_everything()
    {
        var model = Model(new ReplayHandler(new ReplayResponse(Answer + "\n") { BreakAfter = int.MaxValue, Chunks = ReplayChunks.SingleBytes }));
        (await model.GetResponseAsync(s_hi)).Text.ShouldBe("Hello");
    }

    [Fact]
    public async Task A_web_page_with_status_200_is_a_malformed_response_that_hints_at_the_address()
    {
        var model = Model(new ReplayHandler(new ReplayResponse("<!DOCTYPE html>\n<html><body>Welcome</body></html>").WithHeader("Content-Type", "text/html")));
        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync(s_hi));
        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Message.ShouldContain("base URL");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task An_empty_body_is_never_a_success(string body)
    {
        var error = await Should.ThrowAsync<LlmException>(() => Model(new ReplayHandler(new ReplayResponse(body))).GetResponseAsync(s_hi));
        error.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
    }

    [Fact]
    public async Task An_error_body_is_read_up_to_its_limit_and_no_further()
    {
        var handler = new ReplayHandler(new ReplayResponse(new byte[100 << 20]) { StatusCode = 500, Chunks = ReplayChunks.OfSize(1 << 10) });
        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_hi));
        error.Kind.ShouldBe(LlmErrorKind.ServerError);
        error.Body!.ShouldContain("the rest of the body was not read");
        error.Body!.Length.ShouldBeLessThan(11_000);
        handler.Requests[0].BytesRead.ShouldBeLessThanOrEqualTo(10_241);
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task An_error_body_that_breaks_still_reports_its_status()
    {
        var handler = new ReplayHandler(new ReplayResponse("""{"error":{"message":"slow down"}}""") { StatusCode = 429, BreakAfter = 10 });
        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_hi));
        error.Kind.ShouldBe(LlmErrorKind.RateLimited);
        error.StatusCode.ShouldBe(429);
    }

    [Theory]
    [InlineData("retry-after", "7", 7_000)]
    [InlineData("retry-after", "0.5", 500)]
    [InlineData("retry-after", "Sat, 01 Jan 2000 00:00:30 GMT", 30_000)]
    [InlineData("retry-after", "Fri, 31 Dec 1999 23:59:00 GMT", 0)]
    [InlineData("retry-after-ms", "250", 250)]
    [InlineData("retry-after", "soon", null)]
    [InlineData("retry-after", "-1", null)]
    [InlineData("retry-after", "NaN", null)]
    public async Task What_the_provider_asks_to_wait_is_read(string name, string value, int? milliseconds)
    {
        var handler = new ReplayHandler(new ReplayResponse("{}") { StatusCode = 429 }.WithHeader(name, value));
        var model = LineProtocol.CreateProvider(handler).WithTimeProvider(new FakeTimeProvider()).Chat("m");
        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync(s_hi));
        error.RetryAfter.ShouldBe(milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null);
    }

    [Theory]
    [InlineData("40", 40)]
    [InlineData("-40", 1000)]
    [InlineData("soon", 1000)]
    public async Task Milliseconds_win_over_whole_seconds_where_they_make_sense(string milliseconds, int expected)
    {
        var handler = new ReplayHandler(new ReplayResponse("{}") { StatusCode = 429 }.WithHeader("retry-after", "1").WithHeader("retry-after-ms", milliseconds));
        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_hi));
        error.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(expected));
    }

    [Theory]
    [InlineData("x-request-id")]
    [InlineData("request-id")]
    [InlineData("x-amzn-RequestId")]
    [InlineData("apim-request-id")]
    public async Task The_providers_id_of_the_request_is_on_the_error(string header)
    {
        var handler = new ReplayHandler(new ReplayResponse("{}") { StatusCode = 500 }.WithHeader(header, "req-42"));
        (await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_hi))).RequestId.ShouldBe("req-42");
    }

    [Fact]
    public async Task A_stream_that_its_reader_leaves_is_closed_at_once()
    {
        var handler = new ReplayHandler(new ReplayResponse(Answer) { Chunks = ReplayChunks.OfSize(16), BodyGate = OpenFor(1) });
        await foreach (var update in Model(handler).GetStreamingResponseAsync(s_hi))
        {
            update.Text.ShouldBe("Hel");
            break;
        }

        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_the_headers_ends_the_request()
    {
        var gate = new ReplayGate();
        var handler = new ReplayHandler(new ReplayResponse(Answer) { HeadersGate = gate });
        using var cancellation = new CancellationTokenSource();
        var call = Model(handler).GetResponseAsync(s_hi, cancellationToken: cancellation.Token);
        await gate.WaitForReaderAsync();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_while_the_body_arrives_closes_the_response(bool streaming)
    {
        var gate = OpenFor(1);
        var handler = new ReplayHandler(new ReplayResponse(Answer) { BodyGate = gate, Chunks = ReplayChunks.OfSize(16) });
        using var cancellation = new CancellationTokenSource();
        var call = streaming ? CollectAsync(Model(handler), cancellation.Token) : (Task)Model(handler).GetResponseAsync(s_hi, cancellationToken: cancellation.Token);
        await gate.WaitForReaderAsync();
        await gate.WaitForReaderAsync();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        handler.Requests[0].Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        var handler = new ReplayHandler(new ReplayResponse(Answer));
        await Should.ThrowAsync<OperationCanceledException>(() => Model(handler).GetResponseAsync(s_hi, cancellationToken: new CancellationToken(canceled: true)));
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plain_http_to_another_machine_is_refused_before_anything_is_sent()
    {
        var handler = new ReplayHandler(new ReplayResponse(Answer));
        var provider = LineProtocol.CreateProvider(handler).WithBaseUrl("http://lines.example");
        (await Should.ThrowAsync<LlmException>(() => provider.Chat("m").GetResponseAsync(s_hi))).Message.ShouldContain("WithInsecureHttp");
        handler.Requests.ShouldBeEmpty();
        (await provider.WithInsecureHttp().Chat("m").GetResponseAsync(s_hi)).Text.ShouldBe("Hello");
    }

    internal static ChatModel Model(HttpMessageHandler handler) => LineProtocol.CreateProvider(handler).Chat("m");

    internal static ReplayGate OpenFor(int pieces)
    {
        var gate = new ReplayGate();
        gate.Release(pieces);
        return gate;
    }

    internal static async Task<(List<ChatEvent> Events, LlmException? Error)> CollectAsync(ChatModel model, CancellationToken cancellationToken = default)
    {
        var events = new List<ChatEvent>();
        try
        {
            await foreach (var item in model.StreamAsync(s_hi, cancellationToken: cancellationToken))
            {
                events.Add(item);
            }
        }
        catch (LlmException error)
        {
            return (events, error);
        }

        return (events, null);
    }
}
