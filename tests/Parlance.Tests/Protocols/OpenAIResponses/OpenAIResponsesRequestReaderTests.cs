using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.OpenAIResponses;

public sealed class OpenAIResponsesRequestReaderTests
{
    private const string Everything = """
        {"model":"gpt-test","stream":true,"previous_response_id":"resp_0","background":false,"store":false,"truncation":"auto",
         "max_output_tokens":500,"temperature":0.5,"top_p":0.9,"top_logprobs":3,"include":["reasoning.encrypted_content","message.output_text.logprobs"],
         "reasoning":{"effort":"high","summary":"auto"},
         "text":{"format":{"type":"json_schema","name":"place","description":"A place.","strict":true,"schema":{"type":"object","properties":{},"additionalProperties":false}},"verbosity":"low"},
         "user":"u","service_tier":"flex","prompt_cache_key":"key","safety_identifier":"s","metadata":{"a":"b"},
         "tools":[{"type":"function","name":"f","description":"Does f.","parameters":{"type":"object","properties":{},"additionalProperties":false},"strict":true,"defer_loading":true},
                  {"type":"web_search","search_context_size":"low"},{"type":"code_interpreter","container":{"type":"auto"}},
                  {"type":"file_search","vector_store_ids":["vs_1"]},{"type":"custom","name":"math","format":{"type":"grammar","syntax":"lark","definition":"x"}}],
         "tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,
         "instructions":"Be terse.",
         "input":[
          {"role":"developer","content":"Stay polite."},
          {"role":"user","content":[{"type":"input_text","text":"Look","cache":1},{"type":"input_image","image_url":"https://a.example/b.png","detail":"low"},
            {"type":"input_image","file_id":"file_1","detail":"auto"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="},
            {"type":"input_file","file_url":"https://a.example/c.pdf"},{"type":"input_file","file_id":"file_2"},{"type":"input_new","x":1}]},
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"secret"},
          {"type":"message","id":"msg_1","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"One moment."},{"type":"refusal","refusal":"No."}]},
          {"type":"function_call","call_id":"call_1","name":"f","arguments":"{\"a\": 1.0}","id":"fc_1","status":"incomplete"},
          {"type":"custom_tool_call","call_id":"call_2","name":"math","input":"4 + 4","id":"ctc_1"},
          {"type":"function_call_output","call_id":"call_1","output":"eight"},
          {"type":"custom_tool_call_output","call_id":"call_2","output":[{"type":"input_text","text":"8"},{"type":"input_image","image_url":"data:image/png;base64,aGk="}]},
          {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
          {"type":"item_reference","id":"msg_0"}]}
        """;

    [Fact]
    public void Everything_that_is_read_is_written_again()
    {
        var again = JsonElement.Parse(ResponsesWire.WriteAgain(ResponsesWire.Read(Everything)));
        var expected = JsonElement.Parse(Everything);

        again.EnumerateObject().Select(member => member.Name).Order().ShouldBe(expected.EnumerateObject().Select(member => member.Name).Order());
        foreach (var member in expected.EnumerateObject())
        {
            JsonElement.DeepEquals(member.Value, again.GetProperty(member.Name)).ShouldBeTrue($"{member.Name}: {again.GetProperty(member.Name).GetRawText()}");
        }
    }

    [Fact]
    public void Each_item_is_one_message_behind_the_instructions()
    {
        var messages = ResponsesWire.Read(Everything).Messages;

        messages.Select(message => message.Role.Value).ShouldBe(
            ["system", "system", "user", "assistant", "assistant", "assistant", "assistant", "tool", "tool", "assistant", "assistant"]);
        messages[0].Text.ShouldBe("Be terse.");
        messages[2].Contents.Select(content => content.GetType()).ShouldBe(
            [typeof(TextContent), typeof(UriContent), typeof(HostedFileContent), typeof(DataContent), typeof(UriContent), typeof(HostedFileContent), typeof(AIContent)]);
        messages[2].Contents[1].Detail.ShouldBe("low");
        messages[4].Contents[1].ShouldBeOfType<TextContent>().IsRefusal.ShouldBeTrue();
        messages[8].Contents.Single().ShouldBeOfType<FunctionResultContent>().Result.ShouldBeAssignableTo<IEnumerable<AIContent>>()!.Last().ShouldBeOfType<DataContent>();
        messages[9].Contents.Single().Raw!.Value.GetProperty("id").GetString().ShouldBe("ws_1");
    }

    [Fact]
    public void What_only_its_issuer_can_read_is_told_from_the_rest()
    {
        var messages = ResponsesWire.Read(Everything).Messages;
        var reasoning = messages[3].Contents.Single().ShouldBeOfType<TextReasoningContent>();
        var call = messages[5].Contents.Single().ShouldBeOfType<FunctionCallContent>();

        reasoning.Text.ShouldBe("Hm");
        reasoning.Issuer.ShouldBe("test");
        call.CallId.ShouldBe("call_1");
        call.ArgumentsJson.ShouldBe("""{"a": 1.0}""");
        call.Issuer.ShouldBe("test");
        messages[4].Contents[0].WireId.ShouldBe("msg_1");
        messages[2].Contents.OfType<HostedFileContent>().Select(file => file.Issuer).ShouldAllBe(issuer => issuer == "test");
    }

    [Fact]
    public void The_settings_have_their_names_in_NET()
    {
        var call = ResponsesWire.Read(Everything);
        var options = call.Options;

        call.Model.ShouldBe("gpt-test");
        call.IsStreaming.ShouldBeTrue();
        options.ConversationId.ShouldBe("resp_0");
        options.AllowBackgroundResponses.ShouldBe(false);
        options.MaxOutputTokens.ShouldBe(500);
        options.Temperature.ShouldBe(0.5f);
        options.TopP.ShouldBe(0.9f);
        options.LogProbs.ShouldBe(true);
        options.TopLogProbs.ShouldBe(3);
        options.ReasoningEffort.ShouldBe("high");
        options.EndUserId.ShouldBe("u");
        options.ServiceTier.ShouldBe("flex");
        options.PromptCacheKey.ShouldBe("key");
        options.Metadata!.Value.GetRawText().ShouldBe("""{"a":"b"}""");
        options.AllowMultipleToolCalls.ShouldBe(false);
        options.ToolMode.ShouldBe(ChatToolMode.RequireSpecific("f"));
        var format = options.ResponseFormat.ShouldBeOfType<ChatResponseFormatJson>();
        format.SchemaName.ShouldBe("place");
        format.SchemaDescription.ShouldBe("A place.");
        options.StrictSchema.ShouldBe(true);
        options.Tools!.Select(tool => tool.GetType().Name).ShouldBe(["DeclaredFunction", nameof(HostedWebSearchTool), nameof(HostedCodeInterpreterTool), nameof(WireTool), nameof(WireTool)]);
    }

    [Fact]
    public void What_is_changed_after_reading_is_what_is_sent()
    {
        var call = ResponsesWire.Read(Everything);
        call.Options.MaxOutputTokens = 7;
        call.Options.ReasoningEffort = "low";
        call.Options.LogProbs = null;
        call.Options.ToolMode = ChatToolMode.None;
        ((TextContent)call.Messages[2].Contents[0]).Text = "Changed";
        var body = ResponsesWire.WriteAgain(call);

        ResponsesWire.Member(body, "max_output_tokens").ShouldBe("7");
        ResponsesWire.Member(body, "reasoning").ShouldBe("""{"effort":"low","summary":"auto"}""");
        ResponsesWire.Member(body, "include").ShouldBe("""["reasoning.encrypted_content"]""");
        ResponsesWire.Member(body, "tool_choice").ShouldBe("\"none\"");
        ResponsesWire.Member(body, "input").ShouldContain("""{"type":"input_text","text":"Changed","cache":1}""");
    }

    [Theory]
    [InlineData("""{"model":"m","input":"Hi"}""")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"model":"m","instructions":"Be terse.","input":"Hi"}""")]
    [InlineData("""{"model":"m","prompt":{"id":"pmpt_1"}}""")]
    [InlineData("""{"model":"m","text":{"format":{"type":"text"}},"input":"Hi"}""")]
    [InlineData("""{"model":"m","tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]},"input":"Hi","prompt":{"id":"pmpt_1"}}""")]
    public void The_shape_that_a_client_chose_is_kept(string body) => ResponsesWire.WriteAgain(ResponsesWire.Read(body)).ShouldBe(body);

    [Theory]
    [InlineData("""{"model":"m","input":5}""", "input")]
    [InlineData("""{"model":"m","input":["Hi"]}""", "input[0]")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    public void What_is_no_request_is_refused_by_name(string body, string member)
    {
        var error = Should.Throw<LlmException>(() => ResponsesWire.Read(body));

        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Message.ShouldContain(member);
    }

    [Fact]
    public void Another_wire_is_told_what_it_is_not_sent_and_hosted_tools_are_named()
    {
        var call = ResponsesWire.Read("""{"model":"m","store":true,"tools":[{"type":"computer_use_preview","display_width":1}],"input":"Hi"}""");
        var outgoing = new ChatCall { Model = "m", Messages = call.Messages, Options = call.Options };
        WireNames.Get("anthropic-messages").Protocol.WriteRequest(outgoing, new System.Buffers.ArrayBufferWriter<byte>());

        outgoing.Warnings.Select(warning => WireNames.Get("openai-responses").Protocol.DescribeField(call, warning)).ShouldBe(["$.tools[0]", "$.store"], ignoreOrder: true);
    }
}
