using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>Providers on Amazon Bedrock, from the call to the request that leaves.</summary>
public sealed class BedrockProviderTests
{
    private const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    [Fact]
    public async Task A_call_is_signed_for_its_region()
    {
        var handler = new VerbatimHandler(Answer);
        var provider = BedrockProviders.Converse("eu-west-1", BedrockAuthenticator.FromKeys("eu-west-1", "AKIDEXAMPLE", "secret-key", "token"))
            .WithHandler(handler)
            .WithTimeProvider(new FixedClock());

        var response = await provider.Chat("eu.anthropic.claude-haiku-4-5-20251001-v1:0").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldBe("Hello");
        var sent = handler.Single;
        sent.Url.ShouldBe("https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse");
        sent.Headers["x-amz-date"].ShouldBe("20260102T030405Z");
        sent.Headers["x-amz-security-token"].ShouldBe("token");
        sent.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=");
        sent.Headers.Values.ShouldNotContain(value => value.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anthropics_wire_is_signed_too_and_names_no_model_in_the_body()
    {
        var handler = new VerbatimHandler("""{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""");
        var provider = BedrockProviders.AnthropicOnBedrock("us-west-2", "AKIDEXAMPLE", "secret-key").WithHandler(handler);

        await provider.Chat("anthropic.claude-v2:1").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        var sent = handler.Single;
        sent.Url.ShouldBe("https://bedrock-runtime.us-west-2.amazonaws.com/model/anthropic.claude-v2%3A1/invoke");
        sent.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
        sent.Headers.Keys.ShouldNotContain("anthropic-version");
        sent.Body.ShouldStartWith("""{"anthropic_version":"bedrock-2023-05-31",""");
        sent.Body.ShouldNotContain("model");
    }

    [Fact]
    public async Task A_bedrock_key_is_a_bearer_token()
    {
        var handler = new VerbatimHandler(Answer);
        var byVariable = BedrockProviders.Converse("us-east-1").WithHandler(handler).In(("AWS_BEARER_TOKEN_BEDROCK", "from-environment"));

        await byVariable.Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        await byVariable.WithApiKey("from-code").Chat("m").GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        handler.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer from-environment", "Bearer from-code"]);
        handler.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("x-amz-date"));
    }

    [Theory]
    [InlineData("eu-north-1", "us-west-2", "eu-north-1")]
    [InlineData(null, "us-west-2", "us-west-2")]
    [InlineData(" ", null, "us-east-1")]
    public void The_region_is_that_of_the_environment(string? region, string? defaultRegion, string expected) =>
        BedrockProviders.FindRegion(name => name == "AWS_REGION" ? region : name == "AWS_DEFAULT_REGION" ? defaultRegion : null).ShouldBe(expected);

    [Fact]
    public void The_package_takes_the_place_of_the_rows_that_take_a_key_alone()
    {
        var registry = new ProviderRegistry([Parlance.Providers.Bedrock, Parlance.Providers.AnthropicBedrock]).AddBedrock("eu-west-1");

        registry.All.Select(provider => provider.Name).ShouldBe(["anthropic-bedrock", "bedrock"]);
        registry.Get("bedrock").BaseUrl.ShouldBe("https://bedrock-runtime.eu-west-1.amazonaws.com");
        registry.All.ShouldAllBe(provider => provider.Authenticator is BedrockAuthenticator);
        BedrockProviders.Converse("cn-north-1").BaseUrl.ShouldBe("https://bedrock-runtime.cn-north-1.amazonaws.com.cn");
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
