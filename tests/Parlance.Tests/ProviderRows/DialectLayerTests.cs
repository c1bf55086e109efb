using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Testing;

namespace Parlance.Tests.ProviderRows;

/// <summary>Host, model family, user: the layers of a dialect, on every wire that has one.</summary>
public sealed class DialectLayerTests
{
    [Fact]
    public void The_user_comes_last_and_the_families_stay()
    {
        var dialects = ((AnthropicMessagesProtocol)Parlance.Providers.Anthropic.WithDialect((AnthropicDialect dialect) => dialect with { MaximumCacheMarks = 2 }).Protocol).Dialects;

        dialects.For("claude-opus-4-7").ShouldBe(AnthropicDialect.Default with
        {
            Reasoning = ReasoningAbility.AdaptiveThinking,
            TakesThinkingBudget = false,
            AcceptsInlineSystem = false,
            OutputEfforts = ReasoningAbility.AdaptiveThinking.Efforts,
            HasSampling = false,
            DefaultMaximumOutputTokens = 128_000,
            Prefill = PrefillAbility.Refused,
            MaximumCacheMarks = 2,
        });
        dialects.For("someone-else").ShouldBe(AnthropicDialect.Default with { MaximumCacheMarks = 2 });
        dialects.Host.ShouldBe(dialects.For(null));
        dialects.With(dialect => dialect with { HasSampling = true }).For("claude-opus-4-7").HasSampling.ShouldBeTrue();
    }

    [Fact]
    public void Every_wire_with_a_dialect_takes_changes_of_it()
    {
        Path(Parlance.Providers.OpenAI.WithDialect(dialect => dialect with { Path = "/a" })).ShouldBe("/a");
        Path(Parlance.Providers.Anthropic.WithDialect((AnthropicDialect dialect) => dialect with { Path = "/b" })).ShouldBe("/b");
        Path(Parlance.Providers.Gemini.WithDialect((GeminiDialect dialect) => dialect with { GeneratePath = "/c" })).ShouldBe("/c");
        Path(Parlance.Providers.OpenAIResponses.WithDialect((OpenAIResponsesDialect dialect) => dialect with { Path = "/d" })).ShouldBe("/d");
        ((ConverseProtocol)Parlance.Providers.Bedrock.WithDialect((ConverseDialect dialect) => dialect with { TopKMember = "k" }).Protocol).Dialects.For("x").TopKMember.ShouldBe("k");
    }

    [Fact]
    public void A_dialect_of_another_wire_is_refused_by_name() =>
        Should.Throw<InvalidOperationException>(() => Parlance.Providers.Anthropic.WithDialect(dialect => dialect)).Message.ShouldBe("Anthropic speaks anthropic-messages, which has no OpenAIChatDialect.");

    [Fact]
    public async Task What_a_family_says_of_answers_counts_when_they_are_decoded()
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"id":"r","model":"thinker-1","choices":[{"index":0,"message":{"role":"assistant","content":"<think>why</think>42"},"finish_reason":"stop"}]}"""));
        var protocol = new OpenAIChatProtocol(null, new ModelFamily<OpenAIChatDialect>("thinker", id => id.StartsWith("thinker", StringComparison.Ordinal), dialect => dialect with { ReasoningMarks = new OpenAIChatReasoningMarks("<think>", "</think>") }));
        var provider = Provider.OpenAICompatible("mine", "http://localhost:1").WithProtocol(protocol).WithHandler(handler);

        var response = await provider.Chat("thinker-1").GetResponseAsync("Hi");

        response.Text.ShouldBe("42");
        response.ReasoningText.ShouldBe("why");
    }

    [Theory]
    [InlineData("gemini-2.5-flash", false)]
    [InlineData("gemini-1.5-pro", false)]
    [InlineData("gemini-3-pro-preview", true)]
    [InlineData("models/gemini-3.5-flash", true)]
    [InlineData("gemini-10-pro", true)]
    [InlineData("gemini-20-pro", true)]
    [InlineData("gemini-flash-latest", false)]
    public void Gemini_is_told_to_think_as_its_generation_wants(string model, bool hasLevels) =>
        ((GeminiProtocol)Parlance.Providers.Vertex.Protocol).Dialects.For(model).Reasoning.HasEffort.ShouldBe(hasLevels);

    private static string Path(Provider provider) => provider.Protocol.GetPath(new ChatCall { Model = "m", Messages = [] });
}
