using System.Net.Http.Headers;
using System.Text;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Credentials;

public sealed class TencentCloudAuthenticatorTests
{
    /// <summary>The example of the vendor's page on signature method v3: the request, the key and the signature are theirs.</summary>
    [Fact]
    public async Task It_signs_the_published_example_as_published()
    {
        const string body = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://cvm.tencentcloudapi.com/") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        var provider = Parlance.Providers.Hunyuan
            .In(("TENCENTCLOUD_SECRET_ID", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"), ("TENCENTCLOUD_SECRET_KEY", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"))
            .WithTimeProvider(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1551113065)));

        await new TencentCloudAuthenticator().AuthenticateAsync(
            new() { Request = request, Body = Encoding.UTF8.GetBytes(body), Provider = provider },
            TestContext.Current.CancellationToken);

        request.Headers.GetValues("X-TC-Timestamp").Single().ShouldBe("1551113065");
        request.Headers.GetValues("Authorization").Single().ShouldBe(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, "
            + "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    [Theory]
    [InlineData("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECRET_ID")]
    [InlineData("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")]
    public async Task A_missing_half_of_the_key_is_named(string present, string missing)
    {
        using var handler = new VerbatimHandler("{}");
        var model = Parlance.Providers.Hunyuan.In((present, "secret-value")).WithHandler(handler).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "Hi")]));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Message.ShouldContain(missing);
        error.ToString().ShouldNotContain("secret-value");
        handler.Requests.ShouldBeEmpty();
    }
}
