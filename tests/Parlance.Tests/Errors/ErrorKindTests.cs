using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Errors;

/// <summary>What can go wrong has one name, whichever host it goes wrong at, and no secret in its text.</summary>
public sealed class ErrorKindTests
{
    private const string Key = "sk-proj-abcdefghijklmnop0123456789";

    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    private static readonly string[] s_hosts = ["openai", "openrouter", "anthropic", "ollama"];

    public static TheoryData<string, int, LlmErrorKind, bool> Statuses
    {
        get
        {
            (int Status, LlmErrorKind Kind, bool IsTransient)[] statuses =
            [
                (400, LlmErrorKind.InvalidRequest, false), (401, LlmErrorKind.Authentication, false), (402, LlmErrorKind.QuotaExceeded, false),
                (403, LlmErrorKind.PermissionDenied, false), (404, LlmErrorKind.ModelNotFound, false), (408, LlmErrorKind.Timeout, true),
                (413, LlmErrorKind.InvalidRequest, false), (418, LlmErrorKind.InvalidRequest, false), (422, LlmErrorKind.InvalidRequest, false),
                (429, LlmErrorKind.RateLimited, true), (500, LlmErrorKind.ServerError, true), (502, LlmErrorKind.ServerError, true),
                (503, LlmErrorKind.Overloaded, true), (504, LlmErrorKind.Timeout, true), (529, LlmErrorKind.Overloaded, true),
            ];
            var rows = new TheoryData<string, int, LlmErrorKind, bool>();
            foreach (var host in s_hosts)
            {
                foreach (var (status, kind, isTransient) in statuses)
                {
                    rows.Add(host, status, kind, isTransient);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status_has_a_kind_and_its_body_is_kept_without_the_key(string host, int status, LlmErrorKind kind, bool isTransient)
    {
        var error = await FailAsync(host, new ReplayResponse("""{"error":{"message":"Broken with key KEY"}}""".Replace("KEY", Key)) { StatusCode = status });

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(status);
        error.IsTransient.ShouldBe(isTransient);
        (error.Provider, error.Model).ShouldBe((host, "m"));
        error.Message.ShouldContain("Broken with key ***");
        error.Body.ShouldBe("""{"error":{"message":"Broken with key ***"}}""");
        error.ToString().ShouldNotContain(Key);
    }

    [Theory]
    [InlineData("openai", 401, """{"error":{"message":"Incorrect API key provided: sk-abc***.","type":"invalid_request_error","code":"invalid_api_key"}}""", LlmErrorKind.Authentication)]
    [InlineData("openai", 400, """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error"}}""", LlmErrorKind.Authentication)]
    [InlineData("openai", 404, """{"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}}""", LlmErrorKind.ModelNotFound)]
    [InlineData("openai", 400, """{"error":{"message":"no","code":"model_not_found"}}""", LlmErrorKind.ModelNotFound)]
    [InlineData("anthropic", 404, """{"type":"error","error":{"type":"not_found_error","message":"model: x"}}""", LlmErrorKind.ModelNotFound)]
    [InlineData("anthropic", 401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", LlmErrorKind.Authentication)]
    [InlineData("openai", 408, """{"error":{"message":"Request timeout"}}""", LlmErrorKind.Timeout)]
    public async Task The_usual_mistakes_are_told_apart(string host, int status, string body, LlmErrorKind kind)
    {
        var error = await FailAsync(host, new ReplayResponse(body) { StatusCode = status });

        error.Kind.ShouldBe(kind);
        error.IsTransient.ShouldBe(kind == LlmErrorKind.Timeout);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_a_network_error_that_keeps_its_cause()
    {
        using var handler = new UnreachableHandler();
        var model = Parlance.Providers.OpenAI.In().WithApiKey(Key).WithHandler(handler).Chat("m");

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync(s_hi));

        error.Kind.ShouldBe(LlmErrorKind.Network);
        error.IsTransient.ShouldBeTrue();
        error.StatusCode.ShouldBeNull();
        error.Message.ShouldContain("https://api.openai.com");
        error.InnerException.ShouldBeOfType<HttpRequestException>();
    }

    [Theory]
    [InlineData("openai", "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"choices\":[oops]}\n\n", "{\"choices\":[oops]}")]
    [InlineData("anthropic", "event: message_start\ndata: {\"type\":\"message_start\",\"message\":oops}\n\n", "{\"type\":\"message_start\",\"message\":oops}")]
    [InlineData("ollama", "{\"model\":\"m\",\"message\":oops}\n", "{\"model\":\"m\",\"message\":oops}")]
    public async Task A_piece_that_is_no_JSON_is_malformed_and_kept(string host, string stream, string piece)
    {
        var error = await FailAsync(host, new ReplayResponse(stream), streaming: true);

        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Body.ShouldBe(piece);
        error.IsTransient.ShouldBeFalse();
        error.InnerException.ShouldBeAssignableTo<System.Text.Json.JsonException>();
    }

    [Fact]
    public async Task Of_a_malformed_piece_only_the_beginning_is_kept()
    {
        var error = await FailAsync("openai", new ReplayResponse("""{"choices":[oops],"key":"KEY","x":""".Replace("KEY", Key) + $"\"{new string('x', 50_000)}\"}}"));

        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Body!.Length.ShouldBeInRange(10_000, 10_400);
        error.Body.ShouldNotContain(Key);
    }

    [Theory]
    [InlineData("""{\"a\":""")]
    [InlineData("""[1]""")]
    public async Task Arguments_that_are_no_JSON_object_name_the_tool_and_are_kept(string arguments)
    {
        var (model, _) = SameAnswer.Ask("openai", """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"ARGUMENTS"}}]},"finish_reason":"tool_calls"}]}
            """.Replace("ARGUMENTS", arguments));

        var response = await model.GetResponseAsync(s_hi);

        var call = response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.Arguments.ShouldBeNull();
        call.ArgumentsJson.ShouldBe(arguments.Replace("\\", "", StringComparison.Ordinal));
        var error = call.Exception.ShouldBeOfType<LlmException>();
        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Message.ShouldContain("'add'");
    }

    [Theory]
    [InlineData("openai", "{}")]
    [InlineData("openai", "")]
    [InlineData("openai", """{"error":{"message":"upstream failed"}}""")]
    [InlineData("openai", """{"choices":[]}""")]
    [InlineData("openrouter", """{"error":{"message":"upstream failed","code":502}}""")]
    [InlineData("anthropic", "{}")]
    [InlineData("anthropic", "")]
    [InlineData("anthropic", """{"type":"error","error":{"type":"api_error","message":"upstream failed"}}""")]
    [InlineData("ollama", "{}")]
    [InlineData("ollama", "")]
    [InlineData("ollama", """{"error":"upstream failed"}""")]
    public async Task A_success_that_says_nothing_is_an_error(string host, string body)
    {
        var error = await FailAsync(host, new ReplayResponse(body));

        error.Kind.ShouldBeOneOf(LlmErrorKind.ServerError, LlmErrorKind.StreamInterrupted, LlmErrorKind.MalformedResponse);
        error.StatusCode.ShouldBe(200);
        if (body.Contains("upstream"))
        {
            error.Message.ShouldContain("upstream failed");
        }
    }

    private static Task<LlmException> FailAsync(string host, ReplayResponse response, bool streaming = false)
    {
        var row = ProviderRegistry.Default.Get(host).In().WithHandler(new ReplayHandler(response));
        var model = (row.IsKeyOptional ? row : row.WithApiKey(Key)).Chat("m");
        return Should.ThrowAsync<LlmException>(() => streaming ? model.GetStreamingResponseAsync(s_hi).ToListAsync().AsTask() : model.GetResponseAsync(s_hi));
    }

    private sealed class UnreachableHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known");
    }
}
