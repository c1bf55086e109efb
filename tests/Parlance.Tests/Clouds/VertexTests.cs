using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Clouds;

/// <summary>Claude on Vertex AI: where a call goes, what its body holds, and whose token it carries.</summary>
public sealed class VertexTests
{
    private const string Answer = """
        {"id":"msg_vrtx_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}
        """;

    [Fact]
    public async Task The_model_stands_in_the_path_and_the_messages_last_in_the_body()
    {
        using var handler = new VerbatimHandler(Answer);
        var model = GoogleCloudProviders.AnthropicVertex("my-project", "europe-west1", GoogleCloudAuthenticator.FromAccessToken("ya29.token"))
            .WithHandler(handler).Chat("claude-sonnet-4-5@20250929");
        var options = new ChatOptions { MaxOutputTokens = 50, Tools = [AIFunctionFactory.CreateDeclaration("now", "The time.", JsonElement.Parse("""{"type":"object","properties":{}}"""))] };

        var response = await model.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi")], options);

        response.Text.ShouldBe("Hello");
        handler.Single.Url.ShouldBe("https://europe-west1-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
        handler.Single.Headers["Authorization"].ShouldBe("Bearer ya29.token");
        handler.Single.Headers.Keys.ShouldNotContain("anthropic-version");
        var body = JsonElement.Parse(handler.Single.Body);
        body.GetProperty("anthropic_version").GetString().ShouldBe("vertex-2023-10-16");
        body.EnumerateObject().Select(member => member.Name).ShouldBe(["anthropic_version", "max_tokens", "tools", "system", "messages"]);
    }

    [Fact]
    public async Task A_stream_has_a_path_of_its_own_and_says_so_in_the_body_too()
    {
        using var handler = new VerbatimHandler("""
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_vrtx_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1}}

            event: message_stop
            data: {"type":"message_stop"}


            """, "text/event-stream");
        var model = GoogleCloudProviders.AnthropicVertex("p", "global", GoogleCloudAuthenticator.FromAccessToken("t")).WithHandler(handler).Chat("claude");

        var response = await model.GetStreamingResponseAsync([new(ChatRole.User, "Hi")]).ToChatResponseAsync();

        response.Text.ShouldBe("Hello");
        handler.Single.Url.ShouldBe("https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/claude:streamRawPredict");
        JsonElement.Parse(handler.Single.Body).GetProperty("stream").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Gemini_has_its_own_publisher_and_the_same_sign_in()
    {
        using var handler = new VerbatimHandler("""{"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}""");
        var model = GoogleCloudProviders.Vertex("my-project", "global", GoogleCloudAuthenticator.FromAccessToken("ya29.token")).WithHandler(handler).Chat("gemini-2.5-flash");

        (await model.GetResponseAsync([new(ChatRole.User, "Hi")])).Text.ShouldBe("Hello");

        handler.Single.Url.ShouldBe("https://aiplatform.googleapis.com/v1/projects/my-project/locations/global/publishers/google/models/gemini-2.5-flash:generateContent");
        handler.Single.Headers["Authorization"].ShouldBe("Bearer ya29.token");
        handler.Single.Headers.Keys.ShouldNotContain("x-goog-api-key");
    }

    [Theory]
    [InlineData("us-east5", "us-east5-aiplatform.googleapis.com")]
    [InlineData("global", "aiplatform.googleapis.com")]
    [InlineData("us", "aiplatform.us.rep.googleapis.com")]
    [InlineData("eu", "aiplatform.eu.rep.googleapis.com")]
    public void Every_kind_of_location_has_its_host(string location, string host) =>
        new Uri(GoogleCloudProviders.AnthropicVertex("p", location).BaseUrl).Host.ShouldBe(host);

    [Fact]
    public void Project_and_location_come_from_the_environment_where_they_are_not_given()
    {
        var row = Parlance.Providers.AnthropicVertex.In(("GOOGLE_CLOUD_LOCATION", "europe-west4"), ("GOOGLE_CLOUD_PROJECT", "from-variable"));

        TestProviders.UrlOf(GoogleCloudProviders.Place(row, null, null, null), "m")
            .ShouldBe("https://europe-west4-aiplatform.googleapis.com/v1/projects/from-variable/locations/europe-west4/publishers/anthropic/models/m:rawPredict");
        var missing = GoogleCloudProviders.Place(Parlance.Providers.AnthropicVertex.In(), null, null, null);
        Should.Throw<LlmException>(() => TestProviders.UrlOf(missing, "m")).Message.ShouldContain("GOOGLE_CLOUD_PROJECT");
    }

    [Theory]
    [InlineData("p", "evil.example/")]
    [InlineData("p", "x.evil.example")]
    [InlineData("p/../q", "global")]
    public void A_name_that_would_change_the_address_is_refused(string project, string location) =>
        Should.Throw<ArgumentException>(() => GoogleCloudProviders.AnthropicVertex(project, location));

    [Fact]
    public async Task A_token_that_cannot_be_had_is_a_credential_error_before_anything_is_sent()
    {
        using var handler = new VerbatimHandler(Answer);
        var model = GoogleCloudProviders.AnthropicVertex("p", "global", GoogleCloudAuthenticator.FromCredential(new Broken())).WithHandler(handler).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync([new(ChatRole.User, "Hi")]));

        error.Kind.ShouldBe(LlmErrorKind.Credential);
        error.Provider.ShouldBe("anthropic-vertex");
        error.Message.ShouldContain("gcloud auth application-default login");
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_wait_for_a_token_is_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var model = GoogleCloudProviders.AnthropicVertex("p", "global", GoogleCloudAuthenticator.FromCredential(new Endless())).Chat("m");
        var call = model.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private sealed class Broken : ITokenAccess
    {
        public Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The refresh token was revoked.");
    }

    private sealed class Endless : ITokenAccess
    {
        public async Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return "";
        }
    }
}
