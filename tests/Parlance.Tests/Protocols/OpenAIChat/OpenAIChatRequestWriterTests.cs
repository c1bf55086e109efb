using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatRequestWriterTests
{
    private static readonly AIFunctionDeclaration s_add = AIFunctionFactory.CreateDeclaration(
        "add", "Adds.", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"number"}}}"""));
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    [Fact]
    public void A_request_has_a_fixed_shape()
    {
        var options = new ChatOptions { MaxOutputTokens = 5, Temperature = 0.7f, Tools = [s_add], ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = false };
        const string Expected = """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":5,"temperature":0.7,"parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object","properties":{"a":{"type":"number"}}}}}],"tool_choice":"required","messages":[{"role":"system","content":"Be terse."},{"role":"user","content":"Hi"}]}
            """;
        Write([new(ChatRole.System, "Be terse."), new(ChatRole.User, "Hi")], options, isStreaming: true).Body.ShouldBe(Expected);
        Write([new(ChatRole.System, "Be terse."), new(ChatRole.User, "Hi")], options, isStreaming: true).Body.ShouldBe(Expected);
    }

    [Fact]
    public void A_tool_loop_keeps_ids_and_arguments()
    {
        var call = new FunctionCallContent("c1", "add", new Dictionary<string, object?> { ["a"] = 1 });
        Messages([
            new(ChatRole.User, "1+1?"),
            new(ChatRole.Assistant, [call, new FunctionCallContent("c2", "add")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "2"), new FunctionResultContent("c2", new Dictionary<string, object?> { ["x"] = true })]),
        ]).ShouldBe("""
            [{"role":"user","content":"1+1?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"add","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"2"},{"role":"tool","tool_call_id":"c2","content":"{\"x\":true}"}]
            """);
    }

    [Fact]
    public void A_failed_tool_says_so_in_its_text()
    {
        ChatMessage call = new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]);
        Messages([call, new(ChatRole.Tool, [new FunctionResultContent("c", "no network") { IsError = true }])]).ShouldContain("\"content\":\"Error: no network\"");
        Messages([call, new(ChatRole.Tool, [new FunctionResultContent("c", null) { Exception = new InvalidOperationException("no") }])]).ShouldContain("\"content\":\"Error: no\"");
    }

    [Fact]
    public void Text_and_images_keep_their_order()
    {
        Messages([new(ChatRole.User, [
            new TextContent("a"), new UriContent("https://x/y.png", "image/png") { Detail = "low" }, new TextContent("b"),
            new DataContent("data:image/png;base64,QUJD"), new DataContent("data:audio/wav;base64,QUJD"), new DataContent("data:application/pdf;base64,QUJD") { Name = "f.pdf" }, new HostedFileContent("file-1")])])
            .ShouldBe("""
            [{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}},{"type":"text","text":"b"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}},{"type":"input_audio","input_audio":{"data":"QUJD","format":"wav"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,QUJD","filename":"f.pdf"}},{"type":"file","file":{"file_id":"file-1"}}]}]
            """);
    }

    [Fact]
    public void Content_that_the_host_refuses_stops_the_call()
    {
        var error = Should.Throw<LlmException>(() => Write(
            [new(ChatRole.User, [new UriContent("https://x/y.png", "image/png")])], dialect: new OpenAIChatDialect { AcceptsImages = false }));
        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldStartWith("Messages[0].Contents[0]");
    }

    [Theory]
    [InlineData("max_completion_tokens")]
    [InlineData("max_tokens")]
    public void The_token_limit_has_the_hosts_name(string member) =>
        Write(s_hi, new ChatOptions { MaxOutputTokens = 9 }, dialect: new OpenAIChatDialect { TokenLimitMember = member }).Body.ShouldContain($"\"{member}\":9");

    [Fact]
    public void Sampling_is_mapped_or_reported()
    {
        var options = new ChatOptions { Temperature = 1, TopP = 0.5f, TopK = 4, FrequencyPenalty = 0.1f, PresencePenalty = 0.2f, Seed = 7, StopSequences = ["a", "b"] };
        var (body, warnings) = Write(s_hi, options);
        body.ShouldContain("""
            "temperature":1,"top_p":0.5,"frequency_penalty":0.1,"presence_penalty":0.2,"seed":7,"stop":["a","b"]
            """);
        warnings.ShouldBe(["Unsupported TopK"]);
        var refusing = new OpenAIChatDialect { HasSampling = false, HasTopK = true, HasPenalties = false, SeedMember = "random_seed", MaximumStopSequences = 1 };
        (body, warnings) = Write(s_hi, options, dialect: refusing);
        body.ShouldBe("""{"model":"m","top_k":4,"random_seed":7,"stop":["a"],"messages":[{"role":"user","content":"Hi"}]}""");
        warnings.ShouldBe(["Unsupported Temperature", "Unsupported TopP", "Unsupported FrequencyPenalty", "Unsupported PresencePenalty", "Unsupported StopSequences"]);
    }

    [Fact]
    public void The_response_format_is_written_as_far_as_the_host_goes()
    {
        var schema = JsonElement.Parse("""{"type":"object"}""");
        var format = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "n", "d"), StrictSchema = true };
        Write(s_hi, new ChatOptions { ResponseFormat = ChatResponseFormat.Json }).Body.ShouldContain("""
            "response_format":{"type":"json_object"}
            """);
        Write(s_hi, format).Body.ShouldContain("""
            "response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{"type":"object","properties":{},"additionalProperties":false},"strict":true}}
            """);
        var coerced = Write(s_hi, format, dialect: new OpenAIChatDialect { HasJsonSchema = false });
        coerced.Body.ShouldContain("""{"type":"json_object"}""");
        coerced.Warnings.ShouldBe(["Coerced ResponseFormat"]);
        Write(s_hi, format, dialect: new OpenAIChatDialect { HasJsonSchema = false, HasJsonObject = false }).Warnings.ShouldBe(["Coerced ResponseFormat"]);
    }

    [Theory]
    [InlineData(ReasoningControl.Effort, "high", null, null, "\"reasoning_effort\":\"high\"", "")]
    [InlineData(ReasoningControl.Effort, null, 2000L, null, "\"reasoning_effort\":\"medium\"", "Coerced ReasoningBudget")]
    [InlineData(ReasoningControl.Effort, null, null, false, "\"reasoning_effort\":\"none\"", "")]
    [InlineData(ReasoningControl.ReasoningObject, "high", null, null, "\"reasoning\":{\"effort\":\"high\"}", "")]
    [InlineData(ReasoningControl.ReasoningObject, null, 9L, true, "\"reasoning\":{\"max_tokens\":9,\"enabled\":true}", "")]
    [InlineData(ReasoningControl.ThinkingObject, null, 9L, null, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9}", "")]
    [InlineData(ReasoningControl.ThinkingObject, "none", null, null, "\"thinking\":{\"type\":\"disabled\"}", "")]
    [InlineData(ReasoningControl.EnableThinking, null, 9L, false, "\"enable_thinking\":false,\"thinking_budget\":9", "")]
    [InlineData(ReasoningControl.TemplateArgument, "low", null, null, "\"chat_template_kwargs\":{\"enable_thinking\":true}", "Coerced ReasoningEffort")]
    [InlineData(ReasoningControl.None, "low", null, null, "\"model\":\"m\",\"messages\"", "Unsupported ReasoningEffort")]
    public void Reasoning_is_set_as_the_host_wants_it(ReasoningControl control, string? effort, long? budget, bool? enabled, string expected, string warnings)
    {
        var written = Write(s_hi, new ChatOptions { ReasoningEffort = effort, ReasoningBudget = budget, ReasoningEnabled = enabled }, dialect: new OpenAIChatDialect { Reasoning = control });
        written.Body.ShouldContain(expected);
        string.Join(';', written.Warnings).ShouldBe(warnings);
    }

    [Theory]
    [InlineData(ReasoningControl.ThinkingObject, "high", null, "\"reasoning_effort\":\"high\",\"messages\"")]
    [InlineData(ReasoningControl.ThinkingObject, "max", true, "\"reasoning_effort\":\"max\",\"thinking\":{\"type\":\"enabled\"}")]
    [InlineData(ReasoningControl.ThinkingObject, "none", null, "\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"}")]
    [InlineData(ReasoningControl.ReasoningObject, "low", true, "\"reasoning_effort\":\"low\",\"reasoning\":{\"enabled\":true}")]
    [InlineData(ReasoningControl.ReasoningObject, "none", null, "\"model\":\"m\",\"reasoning\":{\"enabled\":false}")]
    public void A_level_stands_beside_a_switch_where_the_host_has_both(ReasoningControl control, string effort, bool? enabled, string expected)
    {
        var written = Write(s_hi, new ChatOptions { ReasoningEffort = effort, ReasoningEnabled = enabled }, dialect: new OpenAIChatDialect { Reasoning = control, HasReasoningEffort = true });
        written.Body.ShouldContain(expected);
        written.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_levels_of_the_common_options_are_the_wires_words() =>
        Write(s_hi, new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh } }).Body.ShouldContain("\"reasoning_effort\":\"xhigh\"");

    [Theory]
    [InlineData("auto", "\"tool_choice\":\"auto\"")]
    [InlineData("none", "\"tool_choice\":\"none\"")]
    [InlineData("any", "\"tool_choice\":\"required\"")]
    [InlineData("add", "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"add\"}}")]
    public void Every_tool_mode_is_written(string mode, string expected)
    {
        ChatToolMode toolMode = mode switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, "any" => ChatToolMode.RequireAny, _ => ChatToolMode.RequireSpecific(mode) };
        Write(s_hi, new ChatOptions { Tools = [s_add], ToolMode = toolMode }).Body.ShouldContain(expected);
        var any = Write(s_hi, new ChatOptions { Tools = [s_add], ToolMode = ChatToolMode.RequireSpecific("add") }, dialect: new OpenAIChatDialect { HasNamedToolChoice = false, RequiredToolChoice = "any" });
        any.Body.ShouldContain("\"tool_choice\":\"any\"");
        any.Warnings.ShouldBe(["Coerced ToolMode"]);
    }

    [Fact]
    public void Tools_that_the_wire_lacks_are_reported_and_web_search_has_its_member()
    {
        var written = Write(s_hi, new ChatOptions { Tools = [new HostedCodeInterpreterTool(), s_add, new HostedWebSearchTool()] }, dialect: new OpenAIChatDialect { HasWebSearchOptions = true });
        written.Body.ShouldContain("\"web_search_options\":{}");
        written.Warnings.ShouldBe(["Unsupported Tools[0]"]);
    }

    [Fact]
    public void Reasoning_goes_back_where_the_host_takes_it_and_its_state_to_its_issuer_alone()
    {
        List<ChatMessage> history = [new(ChatRole.Assistant, [
            new TextReasoningContent("Hm"), new TextReasoningContent(null) { ProtectedData = """[{"type":"reasoning.encrypted","data":"e"}]""", Issuer = "mine" }, new TextContent("4")])];
        var dialect = new OpenAIChatDialect { ReasoningReplayMember = "reasoning_content" };
        Write(history, dialect: dialect, recipient: "mine").Body.ShouldContain("""
            {"role":"assistant","reasoning_content":"Hm","reasoning_details":[{"type":"reasoning.encrypted","data":"e"}],"content":"4"}
            """);
        var foreign = Write(history, dialect: dialect, recipient: "other");
        foreign.Body.ShouldContain("""{"role":"assistant","reasoning_content":"Hm","content":"4"}""");
        foreign.Warnings.ShouldBe(["Other Messages[0].Contents[1]"]);
        Write(history, dialect: new OpenAIChatDialect { ReplaysReasoningAsPart = true }, recipient: "mine").Body.ShouldContain("""
            "content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"4"}]
            """);
    }

    [Fact]
    public void A_signature_on_a_call_goes_to_its_issuer_alone()
    {
        var call = new FunctionCallContent("c", "f") { OpaqueState = """{"extra_content":{"v":1}}""", Issuer = "mine" };
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("c", "1")]);
        Write([new(ChatRole.Assistant, [call]), result], recipient: "mine").Body.ShouldContain("\"extra_content\":{\"v\":1}");
        var foreign = Write([new(ChatRole.Assistant, [call]), result], recipient: "other");
        foreign.Body.ShouldNotContain("extra_content");
        foreign.Warnings.ShouldBe(["Other Messages[0].Contents[0].OpaqueState"]);
    }

    [Fact]
    public void Cache_marks_are_sent_where_the_host_is_told_to_take_them()
    {
        List<ChatMessage> messages = [new(ChatRole.User, [new TextContent("a") { CacheBreakpoint = "1h" }])];
        Write(messages, dialect: new OpenAIChatDialect { EmitsCacheControl = true }).Body.ShouldContain("""
            [{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}]
            """);
        Write(messages).Body.ShouldNotContain("cache_control");
    }

    [Fact]
    public void A_prefix_is_marked_in_the_hosts_member()
    {
        List<ChatMessage> messages = [new(ChatRole.Assistant, "Answer:") { IsPrefix = true }];
        Write(messages, dialect: new OpenAIChatDialect { PrefixMember = "prefix" }).Body.ShouldContain("""{"role":"assistant","content":"Answer:","prefix":true}""");
        Write(messages).Warnings.ShouldBe(["Unsupported Messages[0].IsPrefix"]);
    }

    [Fact]
    public void Every_setting_without_a_member_is_reported()
    {
        var options = new ChatOptions { ConversationId = "c", AdditionalProperties = new() { ["foo"] = 1 }, ServiceTier = "flex", EndUserId = "u" };
        Write(s_hi, options, dialect: new OpenAIChatDialect { HasUser = false }).Warnings
            .ShouldBe(["Unsupported EndUserId", "Unsupported ServiceTier", "Unsupported ConversationId", "Unsupported AdditionalProperties.foo"]);
    }

    [Fact]
    public void Calls_of_one_turn_stand_in_one_message()
    {
        var (body, warnings) = Write(
        [
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f")]),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("d", "g")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "1")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("d", "2")]),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("e", "f")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("e", "3")]),
        ]);

        var messages = JsonElement.Parse(body).GetProperty("messages").EnumerateArray().ToList();
        messages.Select(message => message.GetProperty("role").GetString()).ShouldBe(["assistant", "tool", "tool", "assistant", "tool"]);
        messages[0].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()).ShouldBe(["c", "d"]);
        warnings.ShouldBe(["Other Messages[1]"]);
    }

    [Fact]
    public void A_stored_prompt_of_another_wire_is_refused_by_its_name()
    {
        var stored = WireNames.Get("openai-responses").Protocol.ReadRequest("""{"model":"m","prompt":{"id":"pmpt_1"}}"""u8.ToArray(), null);

        var refused = Should.Throw<LlmException>(() => Write(stored.Messages, stored.Options));

        refused.Kind.ShouldBe(LlmErrorKind.Unsupported);
        refused.Message.ShouldContain("'prompt' of openai-responses");
    }

    [Fact]
    public void A_result_without_an_id_answers_its_call_on_another_wire()
    {
        var read = WireNames.Get("dashscope-native").Protocol.ReadRequest("""
            {"model":"m","input":{"messages":[{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"1","name":"f"}]}}
            """u8.ToArray(), null);

        JsonElement.Parse(Write(read.Messages).Body).GetProperty("messages")[1].GetProperty("tool_call_id").GetString().ShouldBe("c");
    }

    private static string Messages(IReadOnlyList<ChatMessage> messages)
    {
        var body = Write(messages).Body;
        return body[(body.IndexOf("\"messages\":", StringComparison.Ordinal) + 11)..^1];
    }

    private static (string Body, List<string> Warnings) Write(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool isStreaming = false, OpenAIChatDialect? dialect = null, string? recipient = null)
    {
        var call = new ChatCall { Model = "m", Messages = messages, Options = options ?? new(), IsStreaming = isStreaming, Recipient = recipient };
        using var body = new PooledBuffer();
        new OpenAIChatProtocol(dialect).WriteRequest(call, body);
        return (System.Text.Encoding.UTF8.GetString(body.Span), [.. call.Warnings.Select(warning => $"{warning.Kind} {warning.Field}")]);
    }
}
