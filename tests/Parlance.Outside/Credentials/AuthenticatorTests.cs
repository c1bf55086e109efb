using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Testing;

namespace Outside.Credentials;

/// <summary>A host that signs its requests.</summary>
public sealed class AuthenticatorTests
{
    private const string Answer = """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task An_authenticator_signs_what_is_sent()
    {
        using var handler = new ReplayHandler(new ReplayResponse(Answer));

        (await House(new Signing(), handler).GetResponseAsync("Hi")).Text.ShouldBe("Hello");

        var request = handler.Requests.ShouldHaveSingleItem();
        request.Headers["X-Signature"].ShouldBe(Convert.ToHexString(SHA256.HashData(request.Body.Span)));
        request.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task An_authenticator_without_a_credential_says_what_it_knows_and_the_call_says_the_rest()
    {
        using var handler = new ReplayHandler(new ReplayResponse(Answer));

        var error = await Should.ThrowAsync<LlmException>(() => House(new Missing(), handler).GetResponseAsync("Hi"));

        (error.Kind, error.Provider, error.Model, error.RequestId).ShouldBe((LlmErrorKind.Credential, "vault", "small", "v-1"));
        handler.Requests.ShouldBeEmpty();
    }

    private static ChatModel House(RequestAuthenticator authenticator, HttpMessageHandler handler) =>
        (Provider.OpenAICompatible("house", "https://house.test") with { Authenticator = authenticator }).WithHandler(handler).Chat("small");

    /// <summary>Signs the body.</summary>
    private sealed class Signing : RequestAuthenticator
    {
        public override IReadOnlyList<string> HeaderNames => ["X-Signature"];

        public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
        {
            context.Request.Headers.Add("X-Signature", Convert.ToHexString(SHA256.HashData(context.Body.Span)));
            return default;
        }
    }

    /// <summary>Finds nothing to sign with.</summary>
    private sealed class Missing : RequestAuthenticator
    {
        public override IReadOnlyList<string> HeaderNames => [];

        public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken) =>
            throw new LlmException(LlmErrorKind.Credential, "The vault is closed.") { Provider = "vault", RequestId = "v-1" };
    }
}
