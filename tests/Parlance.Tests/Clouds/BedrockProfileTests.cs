using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>Profiles whose credentials come from a service of AWS: a role to assume, a person who has signed in.</summary>
[Collection(ProcessEnvironment.Collection)]
public sealed class BedrockProfileTests : IDisposable
{
    private const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    private const string RoleAnswer = """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>
        """;

    private const string RoleRefusal = """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>You may not assume this role.</Message></Error><RequestId>1</RequestId></ErrorResponse>
        """;

    private const string SignInAnswer = """{"roleCredentials":{"accessKeyId":"ASIASIGNIN","secretAccessKey":"sign-in-secret","sessionToken":"sign-in-token","expiration":4070908800000}}""";

    // The SHA-1 of the address and of the session's name, which are the names of the files that hold their tokens.
    private const string SignedIntoAddress = "33d5ca4bf3b1a62edb96b47f7c203034a43ac435";
    private const string SignedIntoSession = "626a8be2a3454bbd8d5a5510874840a2abdae245";

    private readonly AwsFiles _files;
    private readonly TemporaryFolder _home = new();
    private readonly ProcessEnvironment _nothing = AwsFiles.EmptyEnvironment();

    public BedrockProfileTests(AwsFiles files) => _files = files;

    public void Dispose()
    {
        _nothing.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_profile_with_a_role_assumes_it_with_the_keys_of_its_source_and_signs_as_the_role()
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (200, RoleAnswer));
        using var environment = At(aws);

        var sent = await SendAsync(BedrockAuthenticator.FromProfile("us-east-1", "role", _files.Other));

        ShouldBeSignedBy(sent, "ASIAROLE", "role-token");
        var asked = aws.Requests.ShouldHaveSingleItem();
        asked.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDHOME/");
        asked.Body.ShouldContain("Action=AssumeRole");
        asked.Body.ShouldContain(Uri.EscapeDataString("arn:aws:iam::123456789012:role/models"));
        asked.Body.ShouldContain("RoleSessionName=reading");
        asked.Body.ShouldContain("ExternalId=outside");
    }

    [Fact]
    public async Task A_role_is_assumed_once_for_many_calls()
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (200, RoleAnswer));
        using var environment = At(aws);
        var authenticator = BedrockAuthenticator.FromProfile("us-east-1", "role", _files.Other);

        await SendAsync(authenticator);
        await SendAsync(authenticator);

        aws.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_profile_of_the_environment_may_have_a_role_too()
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (200, RoleAnswer));
        using var environment = At(aws, ("AWS_PROFILE", "shared-role"));

        ShouldBeSignedBy(await SendAsync(null), "ASIAROLE", "role-token");

        aws.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDSHARED/");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_role_that_may_not_be_assumed_says_why(bool isGiven)
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (403, RoleRefusal));
        using var environment = At(aws, ("AWS_PROFILE", "shared-refusal"));

        var error = await Should.ThrowAsync<LlmException>(() => SendAsync(isGiven ? BedrockAuthenticator.FromProfile("us-east-1", "role", _files.Other) : null));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Provider.ShouldBe("bedrock");
        error.Message.ShouldContain(isGiven ? "arn:aws:iam::123456789012:role/models" : "arn:aws:iam::123456789012:role/refused");
        error.Message.ShouldContain("You may not assume this role.");
        error.ToString().ShouldNotContain("home-secret");
        error.ToString().ShouldNotContain("shared-secret");
    }

    [Theory]
    [InlineData("sign-in", SignedIntoAddress)]
    [InlineData("sign-in-session", SignedIntoSession)]
    public async Task A_profile_of_a_person_who_has_signed_in_signs_as_the_role_that_it_names(string profile, string tokenFile)
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (200, SignInAnswer));
        using var environment = At(aws);
        SignIn(tokenFile);

        ShouldBeSignedBy(await SendAsync(BedrockAuthenticator.FromProfile("us-east-1", profile, _files.Other)), "ASIASIGNIN", "sign-in-token");

        var asked = aws.Requests.ShouldHaveSingleItem();
        asked.Url.ShouldStartWith("/federation/credentials?");
        asked.Url.ShouldContain("role_name=Reader");
        asked.Url.ShouldContain("account_id=123456789012");
        asked.Headers["x-amz-sso_bearer_token"].ShouldBe("person");
    }

    [Fact]
    public async Task A_role_may_be_assumed_by_a_person_who_has_signed_in()
    {
        await using var aws = await LoopbackServer.StartAsync(request => (200, request.Method == "POST" ? RoleAnswer : SignInAnswer));
        using var environment = At(aws);
        SignIn(SignedIntoAddress);

        ShouldBeSignedBy(await SendAsync(BedrockAuthenticator.FromProfile("us-east-1", "sign-in-role", _files.Other)), "ASIAROLE", "role-token");

        aws.Requests.Last().Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=ASIASIGNIN/");
        aws.Requests.Last().Headers["x-amz-security-token"].ShouldBe("sign-in-token");
    }

    [Fact]
    public async Task A_person_who_has_not_signed_in_is_told_to()
    {
        await using var aws = await LoopbackServer.StartAsync(_ => (200, SignInAnswer));
        using var environment = At(aws);

        var error = await Should.ThrowAsync<LlmException>(() => SendAsync(BedrockAuthenticator.FromProfile("us-east-1", "sign-in", _files.Other)));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("aws sso login");
        aws.Requests.ShouldBeEmpty();
    }

    private static void ShouldBeSignedBy(SentRequest sent, string key, string token)
    {
        sent.Headers["Authorization"].ShouldStartWith($"AWS4-HMAC-SHA256 Credential={key}/");
        sent.Headers["Authorization"].ShouldContain("x-amz-security-token");
        sent.Headers["x-amz-security-token"].ShouldBe(token);
    }

    /// <summary>The token that <c>aws sso login</c> leaves behind.</summary>
    private void SignIn(string tokenFile)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Path, ".aws", "sso", "cache"));
        File.WriteAllText(
            Path.Combine(folder.FullName, $"{tokenFile}.json"),
            """{"accessToken":"person","expiresAt":"2099-01-01T00:00:00Z","region":"eu-central-1","startUrl":"https://old.awsapps.com/start"}""");
    }

    private ProcessEnvironment At(LoopbackServer server, params (string, string?)[] more) => new(
    [
        ("HOME", _home.Path),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL_STS", server.Address),
        ("AWS_ENDPOINT_URL_SSO", server.Address),
        ("AWS_ENDPOINT_URL_SSO_OIDC", server.Address),
        .. more,
    ]);

    private static async Task<SentRequest> SendAsync(BedrockAuthenticator? authenticator)
    {
        var handler = new VerbatimHandler(Answer);
        await BedrockProviders.Converse("us-east-1", authenticator).WithHandler(handler).Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        return handler.Single;
    }
}
