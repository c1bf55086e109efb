using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

public sealed class ClaudeSubscriptionTests
{
    private const string Answer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}
        """;

    [Fact]
    public async Task The_token_goes_as_bearer_and_nothing_claims_to_be_another_product()
    {
        using var handler = new VerbatimHandler(Answer);
        var row = ProviderRegistry.Default.Get("claude-subscription") with { Environment = variable => variable == "ANTHROPIC_AUTH_TOKEN" ? "token" : null };

        await row.WithHandler(handler).Chat("claude-haiku-4-5").GetResponseAsync("Hi");

        var sent = handler.Requests.ShouldHaveSingleItem();
        sent.Headers["Authorization"].ShouldBe("Bearer token");
        sent.Headers.ContainsKey("x-api-key").ShouldBeFalse();
        sent.Headers["anthropic-beta"].ShouldBe("oauth-2025-04-20");
        sent.Headers["User-Agent"].ShouldStartWith("Parlance/");
    }

    [Fact]
    public async Task An_api_key_is_never_taken_instead()
    {
        using var handler = new VerbatimHandler(Answer);
        var row = ProviderRegistry.Default.Get("claude-subscription") with { Environment = variable => variable == "ANTHROPIC_API_KEY" ? "key" : null };

        var error = await Should.ThrowAsync<LlmException>(() => row.WithHandler(handler).Chat("claude-haiku-4-5").GetResponseAsync("Hi"));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("ANTHROPIC_AUTH_TOKEN");
        handler.Requests.ShouldBeEmpty();
    }
}
