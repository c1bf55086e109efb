using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Protocols.AnthropicMessages;

public sealed class AnthropicRequestReaderTests
{
    private const string Everything = """
        {"model":"claude-test","max_tokens":2000,"stream":true,"temperature":1,"stop_sequences":["END"],
         "system":[{"type":"text","text":"Be terse.","cache_control":{"type":"ephemeral","ttl":"5m"}}],
         "thinking":{"type":"enabled","budget_tokens":1024,"display":"summarized","later":1},
         "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}},"task_budget":{"type":"tokens","total":9}},
         "metadata":{"user_id":"u"},"service_tier":"auto","cache_control":{"type":"ephemeral","ttl":"1h"},
         "container":"c","context_management":{"edits":[]},"mcp_servers":[{"type":"url","name":"m","url":"https://mcp.example"}],
         "tools":[{"name":"f","description":"Does f.","input_schema":{"type":"object","additionalProperties":false},"strict":true,"input_examples":[{}],"cache_control":{"type":"ephemeral"}},
                  {"type":"web_search_20260209","name":"web_search","max_uses":2},{"type":"bash_20250124","name":"bash"}],
         "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
         "messages":[
          {"role":"user","content":"Hi"},
          {"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a.example/b.png"}},
            {"type":"document","source":{"type":"content","content":[{"type":"text","text":"x"}]},"title":"T","context":"C","citations":{"enabled":true}},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"},"title":"T","context":"C"},
            {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}]}]},
          {"role":"assistant","content":[{"type":"thinking","thinking":"Hmm","signature":"c2ln"},{"type":"redacted_thinking","data":"b3Bh"},
            {"type":"text","text":"Look","citations":[{"type":"page_location","cited_text":"x"}]},
            {"type":"server_tool_use","id":"s","name":"web_search","input":{}},
            {"type":"tool_use","id":"t","name":"f","input":{"a": 1.0},"caller":{"type":"direct"}}]},
          {"role":"user","content":[{"type":"text","text":"first"},
            {"type":"tool_result","tool_use_id":"t","is_error":true,"content":[{"type":"text","text":"no"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]},
            {"type":"text","text":"then"}]},
          {"role":"system","content":"In between."}]}
        """;

    [Fact]
    public void Everything_that_is_read_is_written_again()
    {
        var call = AnthropicWire.Read(Everything);
        var again = AnthropicWire.Write(call with { Recipient = "anthropic" });
        var expected = JsonElement.Parse(Everything);
        again.EnumerateObject().Select(member => member.Name).Order().ShouldBe(expected.EnumerateObject().Select(member => member.Name).Order());
        foreach (var member in expected.EnumerateObject())
        {
            JsonElement.DeepEquals(member.Value, again.GetProperty(member.Name))
                .ShouldBeTrue($"{member.Name}: {again.GetProperty(member.Name).GetRawText()}");
        }

        call.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"role":"user","content":"Hi"}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"Hi"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"ok"}],"is_error":false}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a.example/b.png","later":1}}]}""")]
    public void A_message_keeps_the_spelling_that_it_came_in(string message)
    {
        var body = $$$"""{"model":"m","max_tokens":9,"tools":[{"type":"custom","name":"f","input_schema":{"type":"object"}}],"messages":[{{{message}}}]}""";
        var call = AnthropicWire.Read(body);
        JsonElement.DeepEquals(JsonElement.Parse(body), AnthropicWire.Write(call)).ShouldBeTrue(AnthropicWire.Write(call).GetRawText());
    }

    [Fact]
    public void Each_message_is_one_message_and_system_the_first()
    {
        var call = AnthropicWire.Read(Everything);
        call.IsStreaming.ShouldBeTrue();
        call.Messages.Select(message => message.Role.Value).ShouldBe(["system", "user", "user", "assistant", "user", "system"]);
        call.Messages[0].Contents.Single().CacheBreakpoint.ShouldBe("5m");
        call.Messages[3].Contents[0].ShouldBeOfType<TextReasoningContent>().Issuer.ShouldBe("anthropic");
        call.Messages[3].Contents[4].ShouldBeOfType<FunctionCallContent>().ArgumentsJson.ShouldBe("""{"a": 1.0}""");
        var result = call.Messages[4].Contents[1].ShouldBeOfType<FunctionResultContent>();
        result.IsError.ShouldBeTrue();
        result.Result.ShouldBeAssignableTo<IEnumerable<AIContent>>()!.Last().ShouldBeOfType<DataContent>();
        call.Options.ReasoningBudget.ShouldBe(1024);
        call.Options.ReasoningEffort.ShouldBe("high");
        call.Options.CacheBreakpoint.ShouldBe("1h");
        call.Options.EndUserId.ShouldBe("u");
        call.Options.AllowMultipleToolCalls.ShouldBe(false);
        call.Options.Tools!.Select(tool => tool.GetType().Name).ShouldBe(["DeclaredFunction", nameof(HostedWebSearchTool), nameof(WireTool)]);
    }

    [Fact]
    public void What_is_changed_after_reading_is_what_is_sent()
    {
        var call = AnthropicWire.Read(Everything);
        var options = call.Options;
        options.MaxOutputTokens = 3000;
        options.ReasoningBudget = 2048;
        options.ReasoningEffort = "low";
        options.CacheBreakpoint = null;
        options.EndUserId = "v";
        options.ServiceTier = null;
        options.StopSequences = ["STOP"];
        options.ToolMode = ChatToolMode.Auto;
        options.AllowMultipleToolCalls = true;
        call.Messages[0].Contents[0].CacheBreakpoint = "1h";
        call.Messages[3].Contents.OfType<FunctionCallContent>().Single().Arguments!["a"] = 2;
        var body = AnthropicWire.Write(call);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(3000);
        body.GetProperty("thinking").GetProperty("budget_tokens").GetInt32().ShouldBe(2048);
        body.TryGetProperty("cache_control", out _).ShouldBeFalse();
        body.GetProperty("metadata").GetProperty("user_id").GetString().ShouldBe("v");
        body.TryGetProperty("service_tier", out _).ShouldBeFalse();
        body.GetProperty("stop_sequences")[0].GetString().ShouldBe("STOP");
        body.GetProperty("tool_choice").GetRawText().ShouldBe("""{"type":"auto","disable_parallel_tool_use":false}""");
        body.GetProperty("system")[0].GetProperty("cache_control").GetProperty("ttl").GetString().ShouldBe("1h");
        body.GetProperty("messages")[2].GetProperty("content")[4].GetProperty("input").GetProperty("a").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"max_tokens":1}""", "messages")]
    [InlineData("""{"messages":["x"]}""", "messages[0]")]
    [InlineData("""{"messages":[{"role":"robot","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"tool_result"}]}]}""", "messages[0].content")]
    public void A_body_that_is_no_request_is_refused_by_the_name_of_its_fault(string body, string field)
    {
        var error = Should.Throw<LlmException>(() => AnthropicWire.Read(body));
        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Message.ShouldContain(field);
    }

    [Fact]
    public void Warnings_name_the_members_of_the_inbound_body()
    {
        var call = AnthropicWire.Read(Everything);
        AnthropicWire.Protocol.DescribeField(call, FieldPath.OfMessage(0)[0].Of("CacheBreakpoint")).ShouldBe("$.system[0].cache_control");
        AnthropicWire.Protocol.DescribeField(call, FieldPath.OfMessage(3)[4].Of("Arguments")).ShouldBe("$.messages[2].content[4].input");
        AnthropicWire.Protocol.DescribeField(call, (FieldPath)"TopK").ShouldBe("$.top_k");
    }
}
