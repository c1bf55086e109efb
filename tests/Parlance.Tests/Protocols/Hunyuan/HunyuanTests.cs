using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Hunyuan;

/// <summary>Built from the vendor's documentation: no traffic of this wire was recorded beyond its examples.</summary>
public sealed class HunyuanTests
{
    [Fact]
    [Trait("Checklist", "C02")]
    public async Task A_stream_with_white_space_between_its_events_is_read()
    {
        // The separator of this vendor's streams may be a line that holds a tab.
        const string stream =
            "data: {\"Note\":\"n\",\"Choices\":[{\"FinishReason\":\"\",\"Delta\":{\"Role\":\"assistant\",\"ReasoningContent\":\"Hm\"}}],\"Created\":1700549760,\"Id\":\"h-1\"}\n\t\n"
            + "data: {\"Choices\":[{\"FinishReason\":\"\",\"Delta\":{\"Role\":\"assistant\",\"Content\":\"1+\"}}],\"Id\":\"h-1\"}\n\t\n"
            + "data: {\"Choices\":[{\"FinishReason\":\"stop\",\"Delta\":{\"Role\":\"assistant\",\"Content\":\"1=2\"}}],\"Id\":\"h-1\",\"Usage\":{\"PromptTokens\":4,\"CompletionTokens\":5,\"TotalTokens\":9}}\n\t\n";
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("1+1").ToChatResponseAsync();

        handler.Single.Url.ShouldBe("https://hunyuan.tencentcloudapi.com/");
        handler.Single.Headers["X-TC-Action"].ShouldBe("ChatCompletions");
        handler.Single.Headers["X-TC-Version"].ShouldBe("2023-09-01");
        handler.Single.Headers["Authorization"].ShouldStartWith("TC3-HMAC-SHA256 Credential=id/");
        handler.Single.Body.ShouldBe("""{"Model":"hunyuan-turbos","Messages":[{"Role":"user","Content":"1+1"}],"Stream":true}""");
        response.ResponseId.ShouldBe("h-1");
        response.Text.ShouldBe("1+1=2");
        response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 4, OutputTokens = 5 });
    }

    [Fact]
    public async Task Tools_go_out_with_their_schema_as_text_and_calls_come_back()
    {
        using var handler = new VerbatimHandler("""
            {"Response":{"RequestId":"r","Id":"h-2","Choices":[{"Index":0,"Message":{"Role":"assistant","Content":"","ToolCalls":[{"Id":"c1","Type":"function","Function":{"Name":"add","Arguments":"{\"a\":1}"}}]},"FinishReason":"tool_calls"}]}}
            """);
        var options = new ChatOptions { MaxOutputTokens = 5, Tools = [AIFunctionFactory.CreateDeclaration("add", "Adds.", JsonElement.Parse("""{"type":"object"}"""))] };

        var response = await Model(handler).GetResponseAsync("1+1", options);

        handler.Single.Body.ShouldBe("""{"Model":"hunyuan-turbos","Messages":[{"Role":"user","Content":"1+1"}],"Tools":[{"Type":"function","Function":{"Name":"add","Description":"Adds.","Parameters":"{\"type\":\"object\"}"}}]}""");
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("c1", "add", """{"a":1}"""));
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.Warnings.Single().Field.ShouldBe("MaxOutputTokens");
    }

    [Theory]
    [InlineData("InvalidParameter", LlmErrorKind.InvalidRequest)]
    [InlineData("AuthFailure.SignatureFailure", LlmErrorKind.Authentication)]
    [InlineData("RequestLimitExceeded", LlmErrorKind.RateLimited)]
    public async Task An_error_comes_with_status_200(string code, LlmErrorKind kind)
    {
        using var handler = new VerbatimHandler($$$$"""{"Response":{"RequestId":"r-7","Error":{"Code":"{{{{code}}}}","Message":"No."}}}""");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync("Hi"));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(200);
        error.RequestId.ShouldBe("r-7");
    }

    private static ChatModel Model(HttpMessageHandler handler) =>
        Parlance.Providers.Hunyuan.WithApiKey("key").WithAuthenticator(new TencentCloudAuthenticator("id")).WithHandler(handler).Chat("hunyuan-turbos");
}
