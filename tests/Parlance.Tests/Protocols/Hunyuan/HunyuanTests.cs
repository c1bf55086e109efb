using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols.Hunyuan;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Hunyuan;

/// <summary>Built from the vendor's documentation: no traffic of this wire was recorded beyond its examples.</summary>
public sealed class HunyuanTests
{
    private const string Answer = """{"Response":{"RequestId":"r","Id":"h","Choices":[{"Message":{"Role":"assistant","Content":"2"},"FinishReason":"stop"}]}}""";

    [Fact]
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

        handler.Single.Body.ShouldBe("""{"Model":"hunyuan-turbos","Messages":[{"Role":"user","Content":"1+1"}],"Tools":[{"Type":"function","Function":{"Name":"add","Description":"Adds.","Parameters":"{\"type\":\"object\",\"properties\":{}}"}}]}""");
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("c1", "add", """{"a":1}"""));
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.Warnings.Single().Field.ShouldBe("MaxOutputTokens");
    }

    [Fact]
    public async Task What_the_service_adds_to_an_answer_is_kept_and_its_cached_tokens_counted()
    {
        const string stream = """
            data: {"Note":"Made by AI.","Choices":[{"FinishReason":"","Delta":{"Role":"assistant","Content":"Rain[1]"},"Index":0,"ModerationLevel":"0"}],"Created":1700549760,"Id":"h-3","Usage":{"PromptTokens":9,"CompletionTokens":1,"TotalTokens":10},"Processes":{"Message":"quoting","State":"quote","Num":2}}

            data: {"Note":"Made by AI.","Choices":[{"FinishReason":"stop","Delta":{"Role":"assistant","Content":"."},"Index":0,"ModerationLevel":"1"}],"Created":1700549760,"Id":"h-3","Usage":{"PromptTokens":9,"CompletionTokens":2,"TotalTokens":11,"PromptTokensDetails":{"CachedTokens":6}},"SearchInfo":{"SearchResults":[{"Index":1,"Title":"Weather","Url":"https://w.example"}]},"Replaces":[{"Id":"1","Multimedia":[]}],"RecommendedQuestions":["And tomorrow?"]}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Weather?").ToChatResponseAsync();

        response.Text.ShouldBe("Rain[1].");
        response.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1700549760));
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 3, CacheReadTokens = 6, OutputTokens = 2 });
        JsonElement.DeepEquals(response.Extras!.Value, JsonElement.Parse("""
            {
              "Note":"Made by AI.",
              "Processes":{"Message":"quoting","State":"quote","Num":2},
              "ModerationLevel":"1",
              "SearchInfo":{"SearchResults":[{"Index":1,"Title":"Weather","Url":"https://w.example"}]},
              "Replaces":[{"Id":"1","Multimedia":[]}],
              "RecommendedQuestions":["And tomorrow?"]
            }
            """)).ShouldBeTrue(response.Extras!.Value.GetRawText());
    }

    [Theory]
    [InlineData("c1", "c2")]
    [InlineData("", "")]
    public async Task Pieces_of_streamed_calls_are_joined_by_id_or_by_index(string first, string second)
    {
        var stream = $$$"""
            data: {"Choices":[{"FinishReason":"","Delta":{"Role":"assistant","ToolCalls":[{"Id":"{{{first}}}","Type":"function","Function":{"Name":"add","Arguments":""},"Index":0}]}}],"Id":"h"}

            data: {"Choices":[{"FinishReason":"","Delta":{"ToolCalls":[{"Id":"{{{second}}}","Type":"function","Function":{"Name":"sub","Arguments":"{}"},"Index":1}]}}],"Id":"h"}

            data: {"Choices":[{"FinishReason":"tool_calls","Delta":{"ToolCalls":[{"Id":"{{{first}}}","Function":{"Arguments":"{\"a\":"},"Index":0},{"Id":"{{{first}}}","Function":{"Arguments":"1}"},"Index":0}]}}],"Id":"h"}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("1+1").ToChatResponseAsync();

        response.Messages.Single().Contents.OfType<FunctionCallContent>().Select(call => (call.Name, call.ArgumentsJson))
            .ShouldBe([("add", """{"a":1}"""), ("sub", "{}")]);
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task An_answer_that_moderation_breaks_off_is_a_filtered_one()
    {
        using var handler = new VerbatimHandler("data: {\"Choices\":[{\"FinishReason\":\"sensitive\",\"Delta\":{\"Content\":\"We\"}}],\"Id\":\"h\"}\n\n", "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        (response.Text, response.FinishReason, response.RawFinishReason).ShouldBe(("We", ChatFinishReason.ContentFilter, "sensitive"));
    }

    [Theory]
    [InlineData(4000, LlmErrorKind.ServerError)]
    [InlineData(4001, LlmErrorKind.Timeout)]
    public async Task An_error_breaks_a_stream_off(int code, LlmErrorKind kind)
    {
        var stream = "data: {\"Choices\":[{\"FinishReason\":\"\",\"Delta\":{\"Content\":\"We\"}}],\"Id\":\"h\",\"ErrorMsg\":null}\n\n"
            + $$$"""data: {"Note":"n","Id":"h","ErrorMsg":{"Msg":"It went wrong.","Code":{{{code}}}}}""" + "\n\n";
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        error.Kind.ShouldBe(kind);
        error.Message.ShouldContain("It went wrong.");
    }

    [Theory]
    [InlineData("add")]
    [InlineData(null)]
    public async Task A_tool_that_must_be_called_stands_beside_the_word_for_it(string? name)
    {
        using var handler = new VerbatimHandler(Answer);
        var options = new ChatOptions
        {
            Tools = [AIFunctionFactory.CreateDeclaration("add", "Adds.", JsonElement.Parse("""{"type":"object"}"""))],
            ToolMode = name is null ? ChatToolMode.RequireAny : ChatToolMode.RequireSpecific(name),
        };

        var response = await Model(handler).GetResponseAsync("1+1", options);

        response.Warnings.ShouldBeEmpty();
        handler.Single.Body.ShouldEndWith(
            """
            "ToolChoice":"custom","CustomTool":{"Type":"function","Function":{"Name":"add","Description":"Adds.","Parameters":"{\"type\":\"object\",\"properties\":{}}"}}}
            """);
        var read = new HunyuanProtocol().ReadRequest(System.Text.Encoding.UTF8.GetBytes(handler.Single.Body));
        read.Options.ToolMode.ShouldBe(ChatToolMode.RequireSpecific("add"));
    }

    [Fact]
    public async Task Any_of_several_tools_cannot_be_forced()
    {
        using var handler = new VerbatimHandler(Answer);
        var options = new ChatOptions { ToolMode = ChatToolMode.RequireAny, Tools = [Declare("add"), Declare("sub")] };

        var response = await Model(handler).GetResponseAsync("1+1", options);

        handler.Single.Body.ShouldNotContain("ToolChoice");
        response.Warnings.Single().Field.ShouldBe("ToolMode");
    }

    /// <summary>Every member of the vendor's own clients, hunyuan/v20230901 of tencentcloud-sdk-ruby 3.0.1183.</summary>
    [Fact]
    public void A_request_of_every_documented_member_is_read_and_written_again()
    {
        const string body = """
            {
              "Model":"hunyuan-t1-latest",
              "Messages":[
                {"Role":"system","Content":"Be terse."},
                {"Role":"user","Contents":[{"Type":"text","Text":"What is it?"},{"Type":"image_url","ImageUrl":{"Url":"https://i.example/1.png"}},{"Type":"video_url","VideoUrl":{"Url":"https://v.example/1.mov","Fps":1}},{"Type":"video_frames","VideoFrames":{"Frames":["https://i.example/2.png"]}}],"FileIDs":["f-1"]},
                {"Role":"assistant","Content":"","ToolCalls":[{"Id":"c1","Type":"function","Function":{"Name":"add","Arguments":"{}"},"Index":0}]},
                {"Role":"tool","ToolCallId":"c1","Content":"2"}
              ],
              "Stream":true,"StreamModeration":false,"TopP":0.5,"Temperature":1.5,"EnableEnhancement":true,
              "Tools":[{"Type":"function","Function":{"Name":"add","Description":"Adds.","Parameters":"{\"type\":\"object\",\"properties\":{}}"}}],
              "ToolChoice":"custom","CustomTool":{"Type":"function","Function":{"Name":"add","Description":"Adds.","Parameters":"{\"type\":\"object\",\"properties\":{}}"}},
              "SearchInfo":true,"Citation":true,"EnableSpeedSearch":false,"EnableMultimedia":true,"EnableDeepSearch":false,"Seed":7,
              "ForceSearchEnhancement":false,"Stop":["END"],"EnableRecommendedQuestions":true,"EnableDeepRead":false,
              "WebSearchOptions":{"Knowledge":[{"Text":"k"}],"UserLocation":{"Type":"approximate","Approximate":{"City":"Shenzhen"}},"Processes":true},
              "TopicChoice":"t","EnableThinking":true
            }
            """;
        var protocol = new HunyuanProtocol();
        var call = protocol.ReadRequest(System.Text.Encoding.UTF8.GetBytes(body));
        var written = new System.Buffers.ArrayBufferWriter<byte>();

        protocol.WriteRequest(call, written);

        JsonElement.DeepEquals(JsonElement.Parse(written.WrittenSpan), JsonElement.Parse(body)).ShouldBeTrue(System.Text.Encoding.UTF8.GetString(written.WrittenSpan));
        call.Options.ReasoningEnabled.ShouldBe(true);
        call.Options.ToolMode.ShouldBe(ChatToolMode.RequireSpecific("add"));
    }

    /// <summary>The codes are those of errorcodes.py in the vendor's client for Python and of the list common to its services.</summary>
    [Theory]
    [InlineData("InvalidParameter", LlmErrorKind.InvalidRequest)]
    [InlineData("InvalidParameterValue.ParameterValueError", LlmErrorKind.InvalidRequest)]
    [InlineData("InvalidParameterValue.Model", LlmErrorKind.ModelNotFound)]
    [InlineData("AuthFailure.SignatureFailure", LlmErrorKind.Authentication)]
    [InlineData("AuthFailure.TokenFailure", LlmErrorKind.Authentication)]
    [InlineData("AuthFailure.UnauthorizedOperation", LlmErrorKind.PermissionDenied)]
    [InlineData("FailedOperation.ServiceNotActivated", LlmErrorKind.PermissionDenied)]
    [InlineData("RequestLimitExceeded", LlmErrorKind.RateLimited)]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", LlmErrorKind.RateLimited)]
    [InlineData("FailedOperation.EngineServerLimitExceeded", LlmErrorKind.RateLimited)]
    [InlineData("FailedOperation.EngineRequestTimeout", LlmErrorKind.Timeout)]
    [InlineData("FailedOperation.EngineServerError", LlmErrorKind.ServerError)]
    [InlineData("InternalError", LlmErrorKind.ServerError)]
    [InlineData("FailedOperation.ResourcePackExhausted", LlmErrorKind.QuotaExceeded)]
    [InlineData("ResourceInsufficient.ChargeResourceExhaust", LlmErrorKind.QuotaExceeded)]
    [InlineData("ResourceUnavailable.LowBalance", LlmErrorKind.QuotaExceeded)]
    [InlineData("LimitExceeded", LlmErrorKind.QuotaExceeded)]
    [InlineData("OperationDenied.TextIllegalDetected", LlmErrorKind.ContentFiltered)]
    [InlineData("UnknownParameter", LlmErrorKind.InvalidRequest)]
    [InlineData("ResourceNotFound", LlmErrorKind.InvalidRequest)]
    public async Task An_error_comes_with_status_200(string code, LlmErrorKind kind)
    {
        using var handler = new VerbatimHandler($$$$"""{"Response":{"RequestId":"r-7","Error":{"Code":"{{{{code}}}}","Message":"No."}}}""");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync("Hi"));

        error.Kind.ShouldBe(kind);
        error.StatusCode.ShouldBe(200);
        error.RequestId.ShouldBe("r-7");
    }

    private static AIFunctionDeclaration Declare(string name) => AIFunctionFactory.CreateDeclaration(name, null, JsonElement.Parse("""{"type":"object"}"""));

    private static ChatModel Model(HttpMessageHandler handler) =>
        Parlance.Providers.Hunyuan.WithApiKey("key").WithAuthenticator(new TencentCloudAuthenticator("id")).WithHandler(handler).Chat("hunyuan-turbos");
}
