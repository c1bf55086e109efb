using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Credentials;

public sealed class ZhipuTokenAuthenticatorTests
{
    private const string Answer = """{"id":"z","choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"Hi."}}]}""";
    private static readonly DateTimeOffset s_start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Fact]
    public async Task The_plain_key_is_the_default()
    {
        using var handler = new VerbatimHandler(Answer);

        await Parlance.Providers.Zhipu.WithApiKey("id.secret").WithHandler(handler).Chat("glm-4.5").GetResponseAsync([new(ChatRole.User, "Hi")]);

        handler.Single.Url.ShouldBe("https://open.bigmodel.cn/api/paas/v4/chat/completions");
        handler.Single.Headers["Authorization"].ShouldBe("Bearer id.secret");
    }

    [Fact]
    public async Task A_token_is_signed_kept_and_renewed_before_it_expires()
    {
        using var handler = new VerbatimHandler(Answer);
        var time = new FakeTimeProvider(s_start);
        var model = Parlance.Providers.Zhipu.WithApiKey("id.secret").WithTimeProvider(time).WithHandler(handler)
            .WithAuthenticator(new ZhipuTokenAuthenticator(TimeSpan.FromMinutes(10))).Chat("glm-4.5");

        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);
        time.Advance(TimeSpan.FromMinutes(8));
        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);
        time.Advance(TimeSpan.FromMinutes(1));
        await model.GetResponseAsync([new(ChatRole.User, "Hi")]);

        var tokens = handler.Requests.Select(request => request.Headers["Authorization"]["Bearer ".Length..]).ToList();
        tokens[1].ShouldBe(tokens[0]);
        tokens[2].ShouldNotBe(tokens[0]);
        var parts = tokens[0].Split('.');
        Decode(parts[0]).ShouldBe("""{"alg":"HS256","sign_type":"SIGN"}""");
        Decode(parts[1]).ShouldBe("""{"api_key":"id","exp":1700000600000,"timestamp":1700000000000}""");
        parts[2].ShouldBe(Base64Url.EncodeToString(HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"))));
    }

    [Fact]
    public async Task Another_key_gets_a_token_of_its_own_at_once()
    {
        using var handler = new VerbatimHandler(Answer);
        var provider = Parlance.Providers.Zhipu.WithApiKey("first.secret").WithTimeProvider(new FakeTimeProvider(s_start)).WithHandler(handler).WithAuthenticator(new ZhipuTokenAuthenticator());

        await provider.Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")]);
        await provider.WithApiKey("second.secret").Chat("m").GetResponseAsync([new(ChatRole.User, "Hi")]);

        Decode(handler.Requests[0].Headers["Authorization"].Split('.')[1]).ShouldContain("\"api_key\":\"first\"");
        Decode(handler.Requests[1].Headers["Authorization"].Split('.')[1]).ShouldContain("\"api_key\":\"second\"");
    }

    [Fact]
    public async Task A_key_of_another_form_is_refused_without_being_repeated()
    {
        using var handler = new VerbatimHandler(Answer);
        var model = Parlance.Providers.Zhipu.WithApiKey("nodot").WithHandler(handler).WithAuthenticator(new ZhipuTokenAuthenticator()).Chat("glm-4.5");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(ChatRole.User, "Hi")]));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.ToString().ShouldNotContain("nodot");
    }

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
