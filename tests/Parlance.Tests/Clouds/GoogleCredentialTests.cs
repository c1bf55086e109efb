using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Apis.Http;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>Where tokens for Google Cloud come from, and how long they are kept. Nothing of the machine is read.</summary>
[Collection(ProcessEnvironment.Collection)]
public sealed class GoogleCredentialTests : IDisposable
{
    private const string Answer = """{"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}""";
    private const string User = """{"type":"authorized_user","client_id":"client","client_secret":"client-secret","refresh_token":"refresh","quota_project_id":"payer"}""";

    private static readonly RSA s_key = RSA.Create(2048);
    private static readonly string s_account = JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["project_id"] = "p",
        ["private_key_id"] = "k1",
        ["private_key"] = s_key.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = "robot@p.iam.gserviceaccount.com",
        ["client_id"] = "1",
        ["token_uri"] = "https://token.invalid/token",
    });

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_account_signs_its_tokens_on_this_machine_and_renews_them_in_time()
    {
        var authenticator = GoogleCloudAuthenticator.FromFile(_folder.Write("key.json", s_account), _time);

        var first = await TokenAsync(authenticator);
        _time.Advance(TimeSpan.FromMinutes(30));
        (await TokenAsync(authenticator)).ShouldBe(first);
        _time.Advance(TimeSpan.FromMinutes(31));
        var second = await TokenAsync(authenticator);

        second.ShouldNotBe(first);
        foreach (var (token, issued) in new[] { (first, "2026-01-02T03:04:05Z"), (second, "2026-01-02T04:05:05Z") })
        {
            var parts = token.Split('.');
            s_key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
            claims.GetProperty("iss").GetString().ShouldBe("robot@p.iam.gserviceaccount.com");
            claims.GetProperty("scope").GetString().ShouldBe("https://www.googleapis.com/auth/cloud-platform");
            DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("iat").GetInt64()).ShouldBe(DateTimeOffset.Parse(issued, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_users_sign_in_is_exchanged_for_tokens_that_are_kept_until_they_expire()
    {
        using var http = new TokenServer();
        var authenticator = GoogleCloudAuthenticator.FromCredential(CredentialFile.Read(User, _time, http));

        (await TokenAsync(authenticator)).ShouldBe("token-1");
        _time.Advance(TimeSpan.FromMinutes(30));
        (await TokenAsync(authenticator)).ShouldBe("token-1");
        http.Requests.ShouldHaveSingleItem();
        _time.Advance(TimeSpan.FromMinutes(30));
        (await TokenAsync(authenticator)).ShouldBe("token-2");

        http.Requests.Count.ShouldBe(2);
        http.Requests[0].ShouldBe("https://oauth2.googleapis.com/token client_id=client client_secret=client-secret grant_type=refresh_token refresh_token=refresh");
    }

    [Fact]
    public async Task A_users_calls_say_which_project_pays()
    {
        using var http = new TokenServer();

        var sent = await SendAsync(GoogleCloudAuthenticator.FromCredential(CredentialFile.Read(User, _time, http)));

        sent.Headers["Authorization"].ShouldBe("Bearer token-1");
        sent.Headers["x-goog-user-project"].ShouldBe("payer");
    }

    [Fact]
    public async Task A_revoked_sign_in_is_a_credential_error_before_anything_is_sent()
    {
        using var http = new TokenServer { Refuses = true };

        var error = await Should.ThrowAsync<LlmException>(() => SendAsync(GoogleCloudAuthenticator.FromCredential(CredentialFile.Read(User, _time, http))));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("invalid_grant");
        error.Message.ShouldContain("gcloud auth application-default login");
    }

    [Fact]
    public async Task Application_default_credentials_stand_in_the_file_that_the_environment_names()
    {
        using var environment = new ProcessEnvironment(("GOOGLE_APPLICATION_CREDENTIALS", _folder.Write("adc.json", s_account)));

        var claims = JsonElement.Parse(Base64Url.DecodeFromChars((await TokenAsync(null)).Split('.')[1]));

        claims.GetProperty("iss").GetString().ShouldBe("robot@p.iam.gserviceaccount.com");
    }

    [Fact]
    public async Task An_access_token_is_sent_as_it_is() => (await TokenAsync(GoogleCloudAuthenticator.FromAccessToken("ya29.mine"))).ShouldBe("ya29.mine");

    [Theory]
    [InlineData("""{"type":"service_account","private_key":"precious"}""")]
    [InlineData("""{"type":"unheard_of","private_key":"precious"}""")]
    [InlineData("{\"precious\":")]
    [InlineData("[]")]
    public void A_text_that_is_no_credential_is_refused_without_being_quoted(string json)
    {
        var error = Should.Throw<LlmException>(() => GoogleCloudAuthenticator.FromJson(json));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.ToString().ShouldNotContain("precious");
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_credential_error_that_names_it()
    {
        var error = Should.Throw<LlmException>(() => GoogleCloudAuthenticator.FromFile(Path.Combine(_folder.Path, "missing.json")));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain("missing.json");
    }

    private static async Task<string> TokenAsync(GoogleCloudAuthenticator? authenticator) => (await SendAsync(authenticator)).Headers["Authorization"]["Bearer ".Length..];

    private static async Task<SentRequest> SendAsync(GoogleCloudAuthenticator? authenticator)
    {
        using var handler = new VerbatimHandler(Answer);
        await GoogleCloudProviders.Vertex("p", "global", authenticator).WithHandler(handler).Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        return handler.Single;
    }

    /// <summary>Google's token endpoint, inside the process: an hour for every token.</summary>
    private sealed class TokenServer : HttpClientFactory, IDisposable
    {
        private readonly Handler _handler = new();

        public bool Refuses { set => _handler.Refuses = value; }

        public List<string> Requests => _handler.Requests;

        public void Dispose() => _handler.Dispose();

        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => _handler;

        private sealed class Handler : HttpClientHandler
        {
            public bool Refuses { get; set; }

            public List<string> Requests { get; } = [];

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var form = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('&').Where(pair => !pair.EndsWith('=')).Order(StringComparer.Ordinal);
                Requests.Add($"{request.RequestUri} {string.Join(' ', form)}");
                return Refuses
                    ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") }
                    : new HttpResponseMessage { Content = new StringContent($$"""{"access_token":"token-{{Requests.Count}}","expires_in":3600,"token_type":"Bearer"}""") };
            }
        }
    }
}
