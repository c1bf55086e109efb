using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>Where the credentials for Amazon Bedrock come from, and which of several wins. Nothing of the machine is read.</summary>
[Collection(ProcessEnvironment.Collection)]
public sealed class BedrockCredentialTests : IDisposable
{
    private const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    private readonly AwsFiles _files;
    private readonly ProcessEnvironment _nothing = AwsFiles.EmptyEnvironment();

    public BedrockCredentialTests(AwsFiles files) => _files = files;

    public void Dispose() => _nothing.Dispose();

    [Theory]
    [InlineData("home", "AKIDHOME", null)]
    [InlineData("work", "AKIDWORK", "work-token")]
    public async Task A_named_profile_of_a_file_signs(string profile, string key, string? token)
    {
        var sent = await SendAsync(BedrockAuthenticator.FromProfile("us-east-1", profile, _files.Other));

        sent.Headers["Authorization"].ShouldStartWith($"AWS4-HMAC-SHA256 Credential={key}/");
        sent.Headers.GetValueOrDefault("x-amz-security-token").ShouldBe(token);
    }

    [Fact]
    public async Task A_named_profile_stands_in_the_file_that_the_environment_names() =>
        (await SendAsync(BedrockAuthenticator.FromProfile("us-east-1", "shared"))).Headers["Authorization"].ShouldContain("Credential=AKIDSHARED/");

    [Theory]
    [InlineData("nobody")]
    [InlineData("empty")]
    public void A_profile_without_credentials_is_refused_with_the_place_to_look(string profile)
    {
        var error = Should.Throw<LlmException>(() => BedrockAuthenticator.FromProfile("us-east-1", profile, _files.Other));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain(profile);
        error.Message.ShouldContain(_files.Other);
    }

    [Fact]
    public async Task The_keys_of_the_environment_sign_and_are_read_at_each_call()
    {
        using (new ProcessEnvironment(("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", "env-secret"), ("AWS_SESSION_TOKEN", "env-token")))
        {
            var sent = await SendAsync(null);
            sent.Headers["Authorization"].ShouldContain("Credential=AKIDENV/");
            sent.Headers["x-amz-security-token"].ShouldBe("env-token");
        }

        using (new ProcessEnvironment(("AWS_ACCESS_KEY_ID", "AKIDOTHER"), ("AWS_SECRET_ACCESS_KEY", "env-secret")))
        {
            var sent = await SendAsync(null);
            sent.Headers["Authorization"].ShouldContain("Credential=AKIDOTHER/");
            sent.Headers.Keys.ShouldNotContain("x-amz-security-token");
        }
    }

    [Fact]
    public async Task The_chain_goes_on_to_the_profile_of_the_environment()
    {
        using var environment = new ProcessEnvironment(("AWS_PROFILE", "shared"));

        (await SendAsync(null)).Headers["Authorization"].ShouldContain("Credential=AKIDSHARED/");
    }

    [Fact]
    public async Task Without_any_credential_nothing_is_sent_and_the_variables_are_named()
    {
        var handler = new VerbatimHandler(Answer);
        var model = BedrockProviders.Converse("us-east-1").WithHandler(handler).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Provider.ShouldBe("bedrock");
        error.Message.ShouldContain("AWS_BEARER_TOKEN_BEDROCK");
        error.Message.ShouldContain("AWS_ACCESS_KEY_ID");
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_profile_that_the_environment_names_and_no_file_has_is_a_credential_error_too()
    {
        using var environment = new ProcessEnvironment(("AWS_PROFILE", "nobody"));

        (await Should.ThrowAsync<LlmException>(() => SendAsync(null))).Kind.ShouldBe(LlmErrorKind.Credential);
    }

    [Fact]
    public async Task Credentials_in_code_win_over_a_bedrock_key_of_the_environment_and_a_key_in_code_over_all()
    {
        using var environment = new ProcessEnvironment(("AWS_BEARER_TOKEN_BEDROCK", "from-environment"), ("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", "env-secret"));
        var keys = BedrockAuthenticator.FromKeys("us-east-1", "AKIDCODE", "code-secret");

        (await SendAsync(null)).Headers["Authorization"].ShouldBe("Bearer from-environment");
        (await SendAsync(keys)).Headers["Authorization"].ShouldContain("Credential=AKIDCODE/");
        (await SendAsync(keys, "from-code")).Headers["Authorization"].ShouldBe("Bearer from-code");
    }

    private static async Task<SentRequest> SendAsync(BedrockAuthenticator? authenticator, string? key = null)
    {
        var handler = new VerbatimHandler(Answer);
        var provider = BedrockProviders.Converse("us-east-1", authenticator).WithHandler(handler);
        await (key is null ? provider : provider.WithApiKey(key)).Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        return handler.Single;
    }
}
