using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Composition;

/// <summary>A model inside <see cref="DistributedCachingChatClient"/>, which keeps answers as JSON.</summary>
public sealed class DistributedCacheTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    public static TheoryData<string, bool> Hosts { get; } = new MatrixTheoryData<string, bool>(SameAnswer.Hosts.Select(row => row.Data), [false, true]);

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_distributed_cache_gives_the_same_answer_a_second_time(string host, bool isStreamed)
    {
        var (model, handler) = SameAnswer.Ask(host);
        using var client = Cached(model);
        var options = Options();

        var first = await client.AskAsync(s_hi, options, isStreamed);
        var second = await client.AskAsync(s_hi, options, isStreamed);

        handler.Requests.Count.ShouldBe(1);
        AsJson(second).ShouldBe(AsJson(first));
        second.ReasoningText.ShouldBe("Easy.");
        second.TokenUsage!.ShouldBe(first.TokenUsage);
        second.Warnings.ShouldBe(first.Warnings);
        second.Warnings.ShouldNotBeEmpty();
        second.Contents<FunctionCallContent>().ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"a":1}""");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task An_answer_from_a_distributed_cache_goes_back_into_a_conversation_as_the_original_would(string host, bool isStreamed)
    {
        var (model, handler) = SameAnswer.Ask(host);
        using var client = Cached(model);

        foreach (var answer in new[] { await client.AskAsync(s_hi, Options(), isStreamed), await client.AskAsync(s_hi, Options(), isStreamed) })
        {
            var call = answer.Contents<FunctionCallContent>().Single();
            await model.AskAsync([.. s_hi, .. answer.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "2")])], Options(), isStreamed);
        }

        handler.Requests.Count.ShouldBe(3);
        handler.Requests[2].Text.ShouldBe(handler.Requests[1].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_distributed_cache_tells_calls_apart_by_settings_of_our_own(bool isStreamed)
    {
        var (model, handler) = SameAnswer.Ask("openai");
        using var client = Cached(model);

        foreach (var effort in new[] { "low", "high", "low" })
        {
            await client.AskAsync(s_hi, new ChatOptions { ReasoningEffort = effort }, isStreamed);
        }

        handler.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_distributed_cache_keeps_no_answer_that_broke_off()
    {
        var row = ProviderRegistry.Default.Get("openai");
        var whole = SameAnswer.Streamed(row);
        using var handler = new ReplayHandler(new ReplayResponse(whole) { BreakAfter = whole.Length / 2 }, new ReplayResponse(whole));
        using var client = Cached(row.WithApiKey("k").WithHandler(handler).Chat("m"));

        await Should.ThrowAsync<LlmException>(() => client.AskAsync(s_hi, null, isStreamed: true));

        (await client.AskAsync(s_hi, null, isStreamed: true)).Text.ShouldBe("Hello");
    }

    /// <summary>With settings that no wire has all of, so that there is something to warn of.</summary>
    private static ChatOptions Options() => new()
    {
        Tools = [AIFunctionFactory.CreateDeclaration("add", "Adds.", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"number"}}}"""))],
        AllowBackgroundResponses = true,
        TopK = 3,
    };

    private static IChatClient Cached(ChatModel model) =>
        model.AsBuilder().UseDistributedCache(new MemoryDistributedCache(Microsoft.Extensions.Options.Options.Create(new MemoryDistributedCacheOptions()))).Build();

    private static string AsJson(ChatResponse response) => JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
}
