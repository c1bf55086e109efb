using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Protocols;
using Parlance.Testing;

namespace Outside.Errors;

/// <summary>A protocol that reads its own errors says what it understood; the call knows the rest.</summary>
public sealed class ErrorReaderTests
{
    private const string Key = "sk-house-0123456789abcdef";

    [Fact]
    public async Task A_reader_that_fills_nothing_keeps_what_the_response_says()
    {
        var error = await FailAsync(_ => new LlmException(LlmErrorKind.RateLimited, "Slow down."));

        error.Kind.ShouldBe(LlmErrorKind.RateLimited);
        error.StatusCode.ShouldBe(429);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        error.RequestId.ShouldBe("r-1");
        error.Provider.ShouldBe("house");
        error.Model.ShouldBe("small");
        error.Body.ShouldNotBeNull().ShouldStartWith("""{"oops":"slow down","key":"***"}""");
    }

    [Fact]
    public async Task What_a_reader_states_stays()
    {
        var error = await FailAsync(response => new LlmException(LlmErrorKind.QuotaExceeded, "Paid up?")
        {
            StatusCode = response.StatusCode + 1,
            RetryAfter = TimeSpan.FromMinutes(1),
            RequestId = "own",
            Provider = "other",
            Model = "large",
            Body = "said",
        });

        (error.StatusCode, error.RetryAfter, error.RequestId).ShouldBe((430, TimeSpan.FromMinutes(1), "own"));
        (error.Provider, error.Model, error.Body).ShouldBe(("other", "large", "said"));
    }

    [Fact]
    public async Task Calls_that_are_no_chats_are_completed_alike()
    {
        using var handler = Refuse();

        var error = await Should.ThrowAsync<LlmException>(() => House(_ => new LlmException(LlmErrorKind.RateLimited, "Slow down."), handler).ListModelsAsync(TestContext.Current.CancellationToken));

        (error.StatusCode, error.RetryAfter, error.RequestId, error.Provider).ShouldBe((429, TimeSpan.FromSeconds(7), "r-1", "house"));
    }

    [Fact]
    public void A_body_is_cut_and_cleaned_whoever_gives_it()
    {
        var body = new LlmException(LlmErrorKind.ServerError, "It failed.") { Body = Key + new string('é', 20_000) }.Body.ShouldNotBeNull();

        body.ShouldStartWith("***é");
        body.ShouldEndWith("(the rest of the body was not read)");
        body.Length.ShouldBeLessThan(6_000);
        new LlmException(LlmErrorKind.ServerError, "It failed.") { Body = body }.Body.ShouldBe(body);
    }

    private static async Task<LlmException> FailAsync(Func<ErrorResponse, LlmException> readError)
    {
        using var handler = Refuse();
        return await Should.ThrowAsync<LlmException>(() => House(readError, handler).Chat("small").GetResponseAsync("Hi"));
    }

    private static Provider House(Func<ErrorResponse, LlmException> readError, HttpMessageHandler handler) =>
        new Provider { Name = "house", DisplayName = "House", Protocol = new HouseProtocol(readError), Address = "https://house.test", Auth = AuthScheme.None }.WithHandler(handler);

    private static ReplayHandler Refuse() =>
        new(new ReplayResponse($$"""{"oops":"slow down","key":"{{Key}}"}""" + new string(' ', 20_000)) { StatusCode = 429 }
            .WithHeader("retry-after", "7")
            .WithHeader("x-request-id", "r-1"));
}
