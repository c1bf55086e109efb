using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;

namespace Parlance.Tests.ProviderRows;

public sealed class AnthropicFamilyTests
{
    [Theory]
    [InlineData("claude-opus-4-7", true)]
    [InlineData("claude-opus-4-8-20260601", true)]
    [InlineData("claude-opus-5", true)]
    [InlineData("claude-sonnet-5-20260901", true)]
    [InlineData("claude-opus-4-20250514", false)]
    [InlineData("claude-sonnet-4-5-20250929", false)]
    [InlineData("claude-haiku-4-5", false)]
    [InlineData("claude-3-7-sonnet-20250219", false)]
    [InlineData("someone-else", false)]
    public void Newer_models_think_adaptively_and_take_no_sampling(string model, bool isAdaptive)
    {
        var dialect = ((AnthropicMessagesProtocol)Parlance.Providers.Anthropic.Protocol).Dialects.For(model);

        dialect.Reasoning.ShouldBe(isAdaptive ? ReasoningAbility.AdaptiveThinking : ReasoningAbility.ThinkingBudget);
        dialect.HasSampling.ShouldBe(!isAdaptive);
    }

    [Fact]
    public void An_effort_is_sent_as_such_and_temperature_is_reported()
    {
        var call = new ChatCall
        {
            Model = "claude-opus-4-7",
            Messages = [new ChatMessage(ChatRole.User, "Hi")],
            Options = new ChatOptions { Temperature = 0.2f, Reasoning = new() { Effort = ReasoningEffort.High } },
        };
        using var body = new PooledBuffer();
        Parlance.Providers.Anthropic.Protocol.WriteRequest(call, body);

        System.Text.Encoding.UTF8.GetString(body.Span).ShouldBe(
            """{"model":"claude-opus-4-7","max_tokens":128000,"thinking":{"type":"adaptive"},"output_config":{"effort":"high"},"messages":[{"role":"user","content":"Hi"}]}""");
        call.Warnings.ShouldHaveSingleItem().Field.ShouldBe("Temperature");
    }
}
