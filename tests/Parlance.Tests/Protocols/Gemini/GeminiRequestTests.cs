using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Gemini;

public sealed class GeminiRequestTests
{
    [Fact]
    public void A_tool_loop_pairs_by_name_and_sends_no_made_ids()
    {
        var call = new FunctionCallContent("gemini_call_0", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" }) { OpaqueState = "sig", Issuer = "gemini" };
        var (body, warnings) = GeminiWire.Write(
            new ChatOptions(),
            "gemini-3-pro",
            new ChatMessage(ChatRole.System, "Be terse."),
            new ChatMessage(ChatRole.User, "Weather?"),
            new ChatMessage(ChatRole.Assistant, [call]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("gemini_call_0", "sunny")]));

        warnings.ShouldBeEmpty();
        body.ShouldMeanTheSame("""
            {"systemInstruction":{"parts":[{"text":"Be terse."}]},"contents":[
              {"role":"user","parts":[{"text":"Weather?"}]},
              {"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Oslo"}},"thoughtSignature":"sig"}]},
              {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"sunny"}}}]}]}
            """);
    }

    [Fact]
    public void The_model_and_the_stream_stand_in_the_path_and_the_key_in_a_header()
    {
        var protocol = Parlance.Providers.Gemini.Protocol;
        protocol.GetPath(new ChatCall { Model = "gemini-3", Messages = [] }).ShouldBe("/models/gemini-3:generateContent");
        protocol.GetPath(new ChatCall { Model = "models/gemini-3", Messages = [], IsStreaming = true }).ShouldBe("/models/gemini-3:streamGenerateContent?alt=sse");
        Parlance.Providers.Gemini.Auth.HeaderName.ShouldBe("x-goog-api-key");
    }

    [Fact]
    public void A_foreign_signature_is_left_out_with_a_warning()
    {
        var call = new FunctionCallContent("c", "f", new Dictionary<string, object?>()) { OpaqueState = "foreign", Issuer = "vertex" };
        var (body, warnings) = GeminiWire.Write(new ChatOptions(), "gemini-2.5-pro", new ChatMessage(ChatRole.User, "Hi"), new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "1")]));

        body.ShouldNotContain("foreign");
        warnings.ShouldHaveSingleItem().Field.ShouldBe("Messages[1].Contents[0].OpaqueState");
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "high", "{\"thinkingBudget\":24576}")]
    [InlineData("gemini-2.5-flash", "none", "{\"thinkingBudget\":0}")]
    [InlineData("gemini-3-pro-preview", "high", "{\"thinkingLevel\":\"high\"}")]
    public void An_effort_is_a_budget_or_a_level_by_model(string model, string effort, string expected)
    {
        var (body, _) = GeminiWire.Write(new ChatOptions { ReasoningEffort = effort }, model, new ChatMessage(ChatRole.User, "Hi"));
        JsonElement.Parse(body).GetProperty("generationConfig").GetProperty("thinkingConfig").GetRawText().ShouldMeanTheSame(expected);
        GeminiWire.Write(new ChatOptions(), model, new ChatMessage(ChatRole.User, "Hi")).Body.ShouldNotContain("thinkingConfig");
    }

    [Fact]
    public void A_request_read_and_written_again_is_the_same()
    {
        const string Body = """
            {"systemInstruction":{"parts":[{"text":"S"}]},
             "tools":[{"functionDeclarations":[{"name":"f","description":"d","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","nullable":true}}}}]},{"googleSearch":{}},{"urlContext":{}},
                      {"functionDeclarations":[{"name":"g"}],"googleSearch":{}},{"functionDeclarations":[{"name":"h"}],"urlContext":{},"later":{"a":1}}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
             "contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/v"},"videoMetadata":{"fps":2}}]},
                         {"role":"model","parts":[{"text":"Hm","thought":true,"thoughtSignature":"s"},{"executableCode":{"language":"PYTHON","code":"1"}},{"functionCall":{"name":"f","args":{"a":1.0}}}]},
                         {"role":"function","parts":[{"functionResponse":{"name":"f","response":{"x":1}}}]}],
             "generationConfig":{"temperature":0.5,"topK":3,"stopSequences":["x"],"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","propertyOrdering":["a"]},"thinkingConfig":{"includeThoughts":true,"thinkingBudget":-1},"speechConfig":{"x":1}},
             "safetySettings":[{"category":"C","threshold":"T"}]}
            """;
        var call = GeminiWire.Read(Body);

        GeminiWire.Write(call).ShouldMeanTheSame(Body);
        call.Warnings.ShouldBeEmpty();
        call.Options.Tools![0].ShouldBeAssignableTo<AIFunctionDeclaration>()!.JsonSchema.GetRawText().ShouldBe("""{"type":"object","properties":{"a":{"type":["string","null"]}}}""");
    }

    [Theory]
    [InlineData("_-8=", true)]
    [InlineData("_-8", true)]
    [InlineData("/+8=", true)]
    [InlineData("/+8", true)]
    [InlineData("/-8=", false)]
    public void Data_is_read_in_either_alphabet_and_comes_out_as_it_came_in(string data, bool isUnderstood)
    {
        var body = """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"DATA"}}]}]}""".Replace("DATA", data);
        var call = GeminiWire.Read(body);

        GeminiWire.Write(call).ShouldMeanTheSame(body);
        (call.Messages.Single().Contents.Single() as DataContent)?.Base64Data.ToString().ShouldBe("/+8=");
        (call.Messages.Single().Contents.Single() is DataContent).ShouldBe(isUnderstood);
    }

    [Theory]
    [InlineData("""{"result":"a"}""", "a")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"result":5}""", "5")]
    [InlineData("""{"error":"no"}""", "no")]
    [InlineData("{}", null)]
    [InlineData(null, null)]
    public void Images_beside_a_result_are_contents_of_it(string? response, string? text)
    {
        var member = response is null ? "" : "\"response\":" + response + ",";
        var body = """{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":1}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f",RESPONSE"parts":[{"inlineData":{"mimeType":"image/png","data":"_-8="}},{"fileData":{"mimeType":"image/png","fileUri":"gs://b/i"},"later":1}]}}]}]}"""
            .Replace("RESPONSE", member);
        var call = GeminiWire.Read(body);

        GeminiWire.Write(call).ShouldMeanTheSame(body);
        var result = call.Messages[1].Contents.Single().ShouldBeOfType<FunctionResultContent>();
        var contents = result.Result.ShouldBeAssignableTo<IEnumerable<AIContent>>()!.ToList();
        contents.OfType<TextContent>().SingleOrDefault()?.Text.ShouldBe(text);
        contents[^2].ShouldBeOfType<DataContent>().Base64Data.ToString().ShouldBe("/+8=");
        contents[^1].ShouldBeOfType<UriContent>().Uri.OriginalString.ShouldBe("gs://b/i");
        contents.Count.ShouldBe(text is null ? 2 : 3);
    }
}
