using Parlance.Testing;

namespace Parlance.Tests.Models;

public sealed class ModelListCacheTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly ReplayResponse s_list = new("""{"data":[{"id":"a"}]}""");

    [Fact]
    public async Task A_list_of_an_age_is_kept_until_it_is_too_old_and_one_without_an_age_never()
    {
        var (provider, handler, time) = Create(s_list, new ReplayResponse("""{"data":[{"id":"b"}]}"""));

        (await Fetch(provider)).ShouldBe("a");
        (await Fetch(provider)).ShouldBe("a");
        handler.Requests.Count.ShouldBe(1);

        time.Advance(TimeSpan.FromMinutes(59));
        (await Fetch(provider)).ShouldBe("a");
        (await Fetch(provider, TimeSpan.FromMinutes(10))).ShouldBe("b");
        handler.Requests.Count.ShouldBe(2);

        time.Advance(TimeSpan.FromMinutes(60));
        await Fetch(provider);
        handler.Requests.Count.ShouldBe(3);

        await provider.ListModelsAsync(TestContext.Current.CancellationToken);
        await provider.ListModelsAsync(maximumAge: null, TestContext.Current.CancellationToken);
        handler.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Callers_share_one_request_and_one_that_gives_up_leaves_it_to_the_others()
    {
        var gate = new ReplayGate();
        var (provider, handler, _) = Create(s_list with { HeadersGate = gate });
        using var impatient = new CancellationTokenSource();

        var left = provider.ListModelsAsync(s_hour, impatient.Token);
        var others = Enumerable.Range(0, 20).Select(_ => Fetch(provider)).ToList();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        gate.Open();

        (await Task.WhenAll(others)).ShouldAllBe(id => id == "a");
        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_not_kept_and_a_changed_provider_asks_for_itself()
    {
        var (provider, handler, _) = Create(new ReplayResponse("{}") { StatusCode = 500 }, s_list);

        await Should.ThrowAsync<LlmException>(() => Fetch(provider));
        (await Fetch(provider)).ShouldBe("a");
        handler.Requests.Count.ShouldBe(2);

        (await Fetch(provider.WithApiKey("another"))).ShouldBe("a");
        handler.Requests.Count.ShouldBe(3);
    }

    private static async Task<string> Fetch(Provider provider, TimeSpan? maximumAge = null) =>
        string.Join(' ', (await provider.ListModelsAsync(maximumAge ?? s_hour, TestContext.Current.CancellationToken)).Select(model => model.Id));

    private static (Provider Provider, ReplayHandler Handler, FakeTimeProvider Time) Create(params ReplayResponse[] responses)
    {
        var handler = new ReplayHandler(responses);
        var time = new FakeTimeProvider();
        return (Providers.OpenAI.WithApiKey("sk-test").WithHandler(handler).WithTimeProvider(time), handler, time);
    }
}
