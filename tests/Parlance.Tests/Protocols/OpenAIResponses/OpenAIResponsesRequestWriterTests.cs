using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Protocols.OpenAIResponses;

public sealed class OpenAIResponsesRequestWriterTests
{
    private static readonly JsonElement s_schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    [Fact]
    public void A_request_has_a_fixed_shape_with_the_input_last()
    {
        var (body, warnings) = Everything();

        body.ShouldBe("""
            {"model":"m","max_output_tokens":9,"temperature":0.5,"top_p":0.9,"user":"u","service_tier":"flex","prompt_cache_key":"key","metadata":{"a":"b"},"parallel_tool_calls":false,"include":["message.output_text.logprobs"],"reasoning":{"effort":"low"},"text":{"format":{"type":"json_schema","name":"place","schema":{"type":"object","properties":{"city":{"type":"string"}}}}},"tools":[{"type":"function","name":"weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}},{"type":"web_search"}],"tool_choice":"required","input":[{"role":"system","content":"Be terse."},{"role":"user","content":"Hi"}],"vendor":1}
            """);
        warnings.ShouldBeEmpty();
        Everything().Body.ShouldBe(body, "The same call gives the same bytes, which prompt caches match.");
    }

    [Fact]
    public void A_tool_loop_keeps_ids_order_and_arguments()
    {
        var first = new FunctionCallContent("call_1", "f", new Dictionary<string, object?> { ["a"] = 1 });
        var third = new FunctionCallContent("call_3", "f", new Dictionary<string, object?>());
        var second = new FunctionCallContent("call_2", "g", null) { ArgumentsJson = """{"b": 2.0}""" };
        var (body, _) = ResponsesWire.Write(
            new ChatOptions(),
            new ChatMessage(ChatRole.User, "Hi"),
            new ChatMessage(ChatRole.Assistant, [new TextContent("Look."), first, second, third]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", "one"), new FunctionResultContent("call_2", s_schema)]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_3", "no such city") { IsError = true }]));

        ResponsesWire.Member(body, "input").ShouldBe("""
            [{"role":"user","content":"Hi"},{"role":"assistant","content":"Look."},{"type":"function_call","call_id":"call_1","name":"f","arguments":"{\"a\":1}"},{"type":"function_call","call_id":"call_2","name":"g","arguments":"{\"b\": 2.0}"},{"type":"function_call","call_id":"call_3","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"call_1","output":"one"},{"type":"function_call_output","call_id":"call_2","output":"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"},{"type":"function_call_output","call_id":"call_3","output":"Error: no such city"}]
            """);
    }

    [Fact]
    public void Text_images_and_files_keep_their_order_and_take_the_wires_shape()
    {
        var (body, _) = ResponsesWire.Write(new ChatOptions(), new ChatMessage(ChatRole.User,
        [
            new TextContent("First"),
            new DataContent("hi"u8.ToArray(), "image/png") { Detail = "high" },
            new UriContent("https://a.example/b.jpg", "image/jpeg"),
            new DataContent("%PDF"u8.ToArray(), "application/pdf") { Name = "a.pdf" },
            new DataContent("mp3"u8.ToArray(), "audio/mpeg"),
            new TextContent("last"),
        ]));

        ResponsesWire.Member(body, "input").ShouldBe("""
            [{"role":"user","content":[{"type":"input_text","text":"First"},{"type":"input_image","image_url":"data:image/png;base64,aGk=","detail":"high"},{"type":"input_image","image_url":"https://a.example/b.jpg"},{"type":"input_file","file_data":"data:application/pdf;base64,JVBERg==","filename":"a.pdf"},{"type":"input_audio","input_audio":{"data":"bXAz","format":"mp3"}},{"type":"input_text","text":"last"}]}]
            """);
    }

    [Theory]
    [InlineData("auto", "\"auto\"")]
    [InlineData("none", "\"none\"")]
    [InlineData("any", "\"required\"")]
    [InlineData("weather", """{"type":"function","name":"weather"}""")]
    public void Every_tool_mode_is_written(string mode, string expected)
    {
        var options = WithTool();
        options.ToolMode = mode switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "any" => ChatToolMode.RequireAny,
            _ => ChatToolMode.RequireSpecific(mode),
        };

        ResponsesWire.Member(ResponsesWire.Write(options).Body, "tool_choice").ShouldBe(expected);
    }

    [Fact]
    public void The_format_of_the_answer_is_written()
    {
        ResponsesWire.Member(ResponsesWire.Write(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }).Body, "text").ShouldBe("""{"format":{"type":"json_object"}}""");
        ResponsesWire.Member(ResponsesWire.Write(new ChatOptions { ResponseFormat = ChatResponseFormat.Text }).Body, "text").ShouldBe("""{"format":{"type":"text"}}""");
        ResponsesWire.Member(ResponsesWire.Write(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema), StrictSchema = true }).Body, "text")
            .ShouldBe("""{"format":{"type":"json_schema","name":"response","schema":{"type":"object","properties":{"city":{"type":["string","null"]}},"additionalProperties":false,"required":["city"]},"strict":true}}""");
    }

    [Fact]
    public void Reasoning_is_asked_for_in_levels()
    {
        Ask(new ChatOptions { ReasoningEffort = "xhigh" }).ShouldBe(("""{"effort":"xhigh"}""", ""));
        Ask(new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Full } }).ShouldBe(("""{"effort":"low","summary":"detailed"}""", ""));
        Ask(new ChatOptions { ReasoningEffort = "low", ReasoningBudget = 2000 }).ShouldBe(("""{"effort":"low"}""", "Unsupported ReasoningBudget"));
        Ask(new ChatOptions { ReasoningBudget = 2000 }).Warning.ShouldBe("Coerced ReasoningBudget");

        static (string Reasoning, string Warning) Ask(ChatOptions options)
        {
            var (body, warnings) = ResponsesWire.Write(options);
            return (ResponsesWire.Member(body, "reasoning"), string.Join(", ", warnings.Select(warning => $"{warning.Kind} {warning.Field}")));
        }
    }

    [Fact]
    public void A_setting_that_the_wire_lacks_is_left_out_and_named()
    {
        var (body, warnings) = ResponsesWire.Write(new ChatOptions { TopK = 3, Seed = 1, FrequencyPenalty = 1, PresencePenalty = 1, StopSequences = ["x"], CacheBreakpoint = "5m" });

        body.ShouldBe("""{"model":"m","input":[{"role":"user","content":"Hi"}]}""");
        warnings.Select(warning => warning.Field).ShouldBe(["TopK", "FrequencyPenalty", "PresencePenalty", "Seed", "StopSequences"]);
    }

    [Fact]
    public void Reasoning_and_state_of_another_issuer_are_left_out_with_a_warning()
    {
        var reasoning = new TextReasoningContent("Hm") { ProtectedData = "a signature", Issuer = "anthropic" };
        var call = new FunctionCallContent("call_1", "f", new Dictionary<string, object?>()) { OpaqueState = """{"id":"fc_1"}""", Issuer = "another" };
        var (body, warnings) = ResponsesWire.Write(new ChatOptions(), new ChatMessage(ChatRole.Assistant, [reasoning, call]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", "1")]));

        body.ShouldNotContain("signature");
        body.ShouldNotContain("fc_1");
        warnings.Select(warning => (warning.Kind, warning.Field)).ShouldBe([(ChatWarningKind.Unsupported, "Messages[0].Contents[0]"), (ChatWarningKind.Other, "Messages[0].Contents[1].OpaqueState")]);
    }

    [Fact]
    public void Instructions_that_a_client_set_stand_apart_from_the_input()
    {
        var (body, _) = ResponsesWire.Write(new ChatOptions { Instructions = "Be terse." }, new ChatMessage(ChatRole.System, "Be terse."), new ChatMessage(ChatRole.User, "Hi"));

        body.ShouldBe("""{"model":"m","instructions":"Be terse.","input":[{"role":"user","content":"Hi"}]}""");
    }

    private static (string Body, IReadOnlyList<ChatWarning> Warnings) Everything()
    {
        var options = WithTool();
        options.Tools!.Add(new HostedWebSearchTool());
        options.MaxOutputTokens = 9;
        options.Temperature = 0.5f;
        options.TopP = 0.9f;
        options.LogProbs = true;
        options.ReasoningEffort = "low";
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "place");
        options.EndUserId = "u";
        options.ServiceTier = "flex";
        options.PromptCacheKey = "key";
        options.Metadata = JsonElement.Parse("""{"a":"b"}""");
        options.ToolMode = ChatToolMode.RequireAny;
        options.AllowMultipleToolCalls = false;
        options.ExtraBody = JsonElement.Parse("""{"vendor":1}""");
        return ResponsesWire.Write(options, new ChatMessage(ChatRole.System, "Be terse."), new ChatMessage(ChatRole.User, "Hi"));
    }

    private static ChatOptions WithTool() => new() { Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather.", s_schema)] };
}
