using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Tests.Samples;
using Parlance.Tests.Support;

namespace Parlance.Tests.Credentials;

/// <summary>An authenticator of one's own: the one that the documentation shows.</summary>
public sealed class RequestAuthenticatorTests
{
    private static readonly Provider s_mine = Provider.OpenAICompatible("mine", "https://models.example/v1").WithAuthenticator(new BodySignature());

    [Fact]
    public async Task It_sees_the_body_that_is_sent_and_finds_the_key_as_every_call_does()
    {
        using var handler = new VerbatimHandler("""{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""");
        var provider = (s_mine with { KeyVariables = ["MINE_KEY"] }).In(("MINE_KEY", "secret")).WithHandler(handler);

        await provider.Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

        var expected = HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes(handler.Single.Body));
        handler.Single.Headers["X-Signature"].ShouldBe(Convert.ToHexStringLower(expected));
        handler.Single.Headers.ContainsKey("Authorization").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_even_where_one_is_optional()
    {
        using var handler = new VerbatimHandler("{}");
        var provider = s_mine.In().WithHandler(handler);
        provider.IsKeyOptional.ShouldBeTrue();

        var error = await Should.ThrowAsync<LlmException>(() => provider.Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken));

        (error.Kind, error.Provider).ShouldBe((LlmErrorKind.Credential, "mine"));
        error.Message.ShouldContain("WithApiKey");
        handler.Requests.ShouldBeEmpty();
    }
}
