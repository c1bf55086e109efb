using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.AnthropicMessages;

public sealed class AnthropicRequestTests
{
    private const string Signed = "c2ln";

    [Fact]
    public async Task The_native_request_is_posted_with_key_and_version()
    {
        using var handler = new VerbatimHandler("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}
            """);
        var model = Providers.Anthropic.WithApiKey("secret-key").WithHandler(handler).Chat("claude-test");

        var response = await model.GetResponseAsync("Hi", new ChatOptions { Instructions = "Be terse." });

        response.Text.ShouldBe("Hello");
        handler.Single.Url.ShouldBe("https://api.anthropic.com/v1/messages");
        handler.Single.Headers["x-api-key"].ShouldBe("secret-key");
        handler.Single.Headers["anthropic-version"].ShouldBe("2023-06-01");
        handler.Single.Headers.Keys.ShouldNotContain("anthropic-beta", StringComparer.OrdinalIgnoreCase);
        handler.Single.Headers.Keys.ShouldNotContain("Authorization", StringComparer.OrdinalIgnoreCase);
        handler.Single.Body.ShouldBe("""{"model":"claude-test","max_tokens":4096,"system":"Be terse.","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public void Calls_and_consecutive_results_take_the_wires_shape() => AnthropicWire.Write(AnthropicWire.Call(
        null,
        new ChatMessage(ChatRole.User, "Weather?"),
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("a", "get", new Dictionary<string, object?> { ["x"] = 1 }), new FunctionCallContent("functions.get:1", "get")]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "sunny")]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("functions.get:1", "no such city") { IsError = true }])))
        .GetProperty("messages").GetRawText().ShouldBe(
            """
            [{"role":"user","content":"Weather?"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"get","input":{"x":1}},{"type":"tool_use","id":"functions_get_1","name":"get","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"sunny"},{"type":"tool_result","tool_use_id":"functions_get_1","content":"no such city","is_error":true}]}]
            """.Trim());

    [Fact]
    public void Calls_without_ids_are_paired_in_their_order()
    {
        var messages = AnthropicWire.Write(AnthropicWire.Call(
            null,
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("", "f"), new FunctionCallContent("", "g")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "1"), new FunctionResultContent("", "2")]))).GetProperty("messages");
        var calls = messages[0].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("id").GetString()).ToList();
        calls.Distinct().Count().ShouldBe(2);
        messages[1].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("tool_use_id").GetString()).ShouldBe(calls);
    }

    [Fact]
    public void Images_and_documents_take_the_wires_shape() => AnthropicWire.Write(AnthropicWire.Call(
        null,
        new ChatMessage(ChatRole.User,
        [
            new DataContent("data:image/png;base64,aGk=", "image/png"),
            new UriContent("https://a.example/b.png", "image/png"),
            new DataContent("data:application/pdf;base64,aGk=", "application/pdf") { Name = "Report" },
            new DataContent("plain"u8.ToArray(), "text/plain"),
            new HostedFileContent("file_1"),
        ]))).GetProperty("messages")[0].GetProperty("content").GetRawText().ShouldBe(
            """
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},{"type":"image","source":{"type":"url","url":"https://a.example/b.png"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"aGk="},"title":"Report"},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}},{"type":"document","source":{"type":"file","file_id":"file_1"}}]
            """.Trim());

    [Fact]
    public void Content_that_the_wire_cannot_hold_throws_before_anything_is_sent() =>
        Should.Throw<LlmException>(() => AnthropicWire.Write(AnthropicWire.Call(
            null, new ChatMessage(ChatRole.User, [new DataContent("data:audio/wav;base64,aGk=", "audio/wav")]))))
            .Kind.ShouldBe(LlmErrorKind.Unsupported);

    [Theory]
    [InlineData("low", 1024)]
    [InlineData("medium", 4096)]
    [InlineData("high", 10_240)]
    public void Effort_becomes_a_budget_below_the_limit(string effort, int budget)
    {
        var call = AnthropicWire.Call(new ChatOptions { ReasoningEffort = effort, Temperature = 0.5f, MaxOutputTokens = 1000 });
        var body = AnthropicWire.Write(call);
        body.GetProperty("thinking").GetRawText().ShouldBe($$"""{"type":"enabled","budget_tokens":{{budget}}}""");
        body.GetProperty("max_tokens").GetInt32().ShouldBe(budget + 1000);
        body.TryGetProperty("temperature", out _).ShouldBeFalse();
        call.Warnings.Select(warning => warning.Field).ShouldBe(["ReasoningEffort", "MaxOutputTokens", "Temperature"]);
    }

    [Fact]
    public void Effort_is_said_as_such_to_a_model_that_thinks_adaptively_and_nothing_without_it()
    {
        var adaptive = new AnthropicDialect { Reasoning = ReasoningAbility.AdaptiveThinking };
        AnthropicWire.Write(AnthropicWire.Call(new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } }), adaptive)
            .GetRawText().ShouldContain(""" "thinking":{"type":"adaptive"},"output_config":{"effort":"high"} """.Trim());
        var body = AnthropicWire.Write(AnthropicWire.Call(new ChatOptions { ReasoningEffort = null }), adaptive);
        body.TryGetProperty("thinking", out _).ShouldBeFalse();
        body.TryGetProperty("output_config", out _).ShouldBeFalse();
    }

    [Fact]
    public void Settings_are_sent_or_reported()
    {
        var call = AnthropicWire.Call(new ChatOptions
        {
            Temperature = 1.5f, TopP = 0.5f, TopK = 3, StopSequences = ["END"], Seed = 1, FrequencyPenalty = 1, PresencePenalty = 1,
            LogProbs = true, ResponseFormat = ChatResponseFormat.Json, EndUserId = "u", ServiceTier = "auto", PromptCacheKey = "k",
        });
        AnthropicWire.Write(call).GetRawText().ShouldBe(
            """{"model":"claude-test","max_tokens":4096,"temperature":1,"top_p":0.5,"top_k":3,"stop_sequences":["END"],"service_tier":"auto","metadata":{"user_id":"u"},"system":"Answer with a JSON object and nothing else.","messages":[{"role":"user","content":"Hi"}]}""");
        call.Warnings.Select(warning => warning.Field).ShouldBe(["Temperature", "ResponseFormat", "Seed", "FrequencyPenalty", "PresencePenalty", "LogProbs"], ignoreOrder: true);
    }

    [Fact]
    public void Tools_and_the_choice_among_them_take_the_wires_shape()
    {
        var function = Declare("f");
        var call = AnthropicWire.Call(new ChatOptions
        {
            Tools = [function, new HostedWebSearchTool(), new HostedMcpServerTool("files", "https://mcp.example") { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" } }, new WireTool("openai-chat", JsonElement.Parse("""{"type":"x"}"""))],
            ToolMode = ChatToolMode.RequireSpecific("f"),
            AllowMultipleToolCalls = false,
        });
        var body = AnthropicWire.Write(call);
        body.GetProperty("tools").GetRawText().ShouldBe(
            """[{"name":"f","description":"Does f.","input_schema":{"type":"object","properties":{"a":{"type":"string"}}}},{"type":"web_search_20250305","name":"web_search"}]""");
        body.GetProperty("tool_choice").GetRawText().ShouldBe("""{"type":"tool","name":"f","disable_parallel_tool_use":true}""");
        body.GetProperty("mcp_servers").GetRawText().ShouldBe("""[{"type":"url","url":"https://mcp.example","name":"files","authorization_token":"t"}]""");
        AnthropicWire.Protocol.GetHeaders(call).ShouldContain(new KeyValuePair<string, string>("anthropic-beta", "mcp-client-2025-04-04"));
        call.Warnings.Single().Field.ShouldBe("Tools[3]");
    }

    [Fact]
    public void Of_ten_cache_marks_the_systems_and_the_latest_three_are_sent()
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, [new TextContent("s") { CacheBreakpoint = "1h" }]) };
        messages.AddRange(Enumerable.Range(0, 9).Select(number => new ChatMessage(ChatRole.User, [new TextContent($"{number}") { CacheBreakpoint = "5m" }])));
        var call = AnthropicWire.Call(null, [.. messages]);
        var body = AnthropicWire.Write(call);
        body.GetProperty("system").GetRawText().ShouldBe("""[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}]""");
        body.GetProperty("messages").EnumerateArray().Select(message => message.GetRawText().Contains("cache_control"))
            .ShouldBe([false, false, false, false, false, false, true, true, true]);
        call.Warnings.Select(warning => (warning.Field, warning.Count)).ShouldBe([("Messages[*].Contents[0].CacheBreakpoint", 6)]);
        call.Warnings[0].Places[0].ShouldBe("Messages[1].Contents[0].CacheBreakpoint");

        var automatic = AnthropicWire.Write(AnthropicWire.Call(new ChatOptions { CacheBreakpoint = "5m" }, [.. messages]));
        automatic.GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
        automatic.GetRawText().Split("cache_control").Length.ShouldBe(1 + 4);
    }

    [Fact]
    public void Reasoning_goes_back_to_its_issuer_alone()
    {
        ChatMessage Assistant(string? issuer) => new(ChatRole.Assistant,
        [
            new TextReasoningContent("Hmm") { ProtectedData = Signed, Issuer = issuer },
            new TextReasoningContent(null) { ProtectedData = "b3Bh", WireType = "redacted_thinking", Issuer = issuer },
            new TextContent("Hi"),
        ]);
        AnthropicWire.Write(AnthropicWire.Call(null, Assistant("anthropic"))).GetProperty("messages")[0].GetProperty("content").GetRawText()
            .ShouldBe("""[{"type":"thinking","thinking":"Hmm","signature":"c2ln"},{"type":"redacted_thinking","data":"b3Bh"},{"type":"text","text":"Hi"}]""");

        var foreign = AnthropicWire.Call(null, Assistant("gemini"));
        AnthropicWire.Write(foreign).GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("Hi");
        foreign.Warnings.Count.ShouldBe(2);

        var unsigned = AnthropicWire.Call(null, new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hmm"), new TextContent("Hi")]));
        AnthropicWire.Write(unsigned).GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("Hi");
        unsigned.Warnings.Single().Field.ShouldBe("Messages[0].Contents[0]");
    }

    [Fact]
    public void A_response_goes_back_as_the_next_turn_as_it_came()
    {
        const string Content = """[{"type":"thinking","thinking":"Hmm","signature":"c2ln"},{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"s","content":[]},{"type":"text","text":"Found","citations":[{"type":"web_search_result_location","url":"https://a.example","encrypted_index":"e"}]},{"type":"tool_use","id":"t","name":"n","input":{ "a" : 1 }}]""";
        var response = AnthropicWire.DecodeToResponse($$"""{"type":"message","model":"m","content":{{Content}},"stop_reason":"tool_use"}""");
        AnthropicWire.Write(AnthropicWire.Call(null, response.Messages[0])).GetProperty("messages")[0].GetProperty("content").GetRawText().ShouldBe(Content);

        var elsewhere = AnthropicWire.DecodeToResponse($$"""{"type":"message","model":"m","content":{{Content}},"stop_reason":"tool_use"}""", issuer: "another");
        var call = AnthropicWire.Call(null, elsewhere.Messages[0]);
        AnthropicWire.Write(call).GetRawText().ShouldNotContain("web_search_tool_result");
        call.Warnings.Count.ShouldBe(4);
    }

    [Fact]
    public void Empty_texts_and_messages_are_left_out_and_lone_surrogates_replaced()
    {
        var call = AnthropicWire.Call(
            null,
            new ChatMessage(ChatRole.User, "a\ud83d"),
            new ChatMessage(ChatRole.Assistant, ""),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("t", "n") { ArgumentsJson = """{"x":"\ud83d","y":"\ud83d\ude00"}""" }]),
            new ChatMessage(ChatRole.System, "Mind the gap."));
        var body = AnthropicWire.Write(call);
        body.GetProperty("system").GetString().ShouldBe("Mind the gap.");
        body.GetProperty("messages").GetArrayLength().ShouldBe(3);
        body.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("a\uFFFD");
        body.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input").GetProperty("x").GetString().ShouldBe("\uFFFD");
        body.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input").GetProperty("y").GetString().ShouldBe("😀");
        call.Warnings.Select(warning => $"{warning.Kind} {warning.Field}").ShouldBe(["Coerced Messages[3]", "Coerced Messages[2].Contents[0]"]);
    }

    [Fact]
    public void The_same_call_gives_the_same_bytes()
    {
        static string Make() => AnthropicWire.Write(AnthropicWire.Call(new ChatOptions { Tools = [Declare("b"), Declare("a")] })).GetRawText();
        Make().ShouldBe(Make());
        Make().IndexOf("\"tools\"", StringComparison.Ordinal).ShouldBeLessThan(Make().IndexOf("\"messages\"", StringComparison.Ordinal));
    }

    private static AIFunctionDeclaration Declare(string name) => AIFunctionFactory.CreateDeclaration(
        name, $"Does {name}.", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""));
}
