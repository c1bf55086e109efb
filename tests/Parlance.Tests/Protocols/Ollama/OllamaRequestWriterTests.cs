using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;
using static Parlance.Tests.Protocols.Ollama.OllamaWire;

namespace Parlance.Tests.Protocols.Ollama;

public sealed class OllamaRequestWriterTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "Hi");

    [Fact]
    public void Nothing_is_sent_that_was_not_asked_for() =>
        WriteChat(new ChatOptions(), s_hi).Body.ShouldBe("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":false}""");

    [Fact]
    public void Every_setting_of_the_wire_has_its_place()
    {
        var options = new ChatOptions
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            Seed = 12345678901,
            MaxOutputTokens = 128,
            PresencePenalty = 0.5f,
            FrequencyPenalty = 0.25f,
            StopSequences = ["END", "\n"],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type": "object"}""")),
            ReasoningEffort = "high",
            LogProbs = true,
            TopLogProbs = 2,
        };

        var (body, warnings) = WriteChat(options, s_hi);

        body.ShouldBe("""
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"format":{"type": "object"},"options":{"temperature":0.7,"top_p":0.9,"top_k":40,"seed":12345678901,"num_predict":128,"presence_penalty":0.5,"frequency_penalty":0.25,"stop":["END","\n"]},"think":"high","stream":false,"logprobs":true,"top_logprobs":2}
            """);
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_that_the_wire_lacks_is_reported()
    {
        var options = new ChatOptions
        {
            ToolMode = ChatToolMode.RequireAny,
            AllowMultipleToolCalls = false,
            Tools = [new HostedWebSearchTool(), AIFunctionFactory.CreateDeclaration("f", "does f", JsonElement.Parse("""{"type":"object"}"""))],
            ReasoningBudget = 5,
            ServiceTier = "flex",
            PromptCacheKey = "k",
            EndUserId = "u",
            Metadata = JsonElement.Parse("""{"a":"b"}"""),
            ConversationId = "c",
            Reasoning = new ReasoningOptions { Output = ReasoningOutput.Summary },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "name"),
            StrictSchema = false,
        };

        var (body, warnings) = WriteChat(options, new ChatMessage(ChatRole.User, "Hi") { AuthorName = "Ann" });

        warnings.Select(warning => warning.Field).ShouldBe(
        [
            "Messages[0].AuthorName", "ToolMode", "AllowMultipleToolCalls", "Tools[0]", "ResponseFormat", "StrictSchema", "Reasoning.Output",
            "ReasoningBudget", "ServiceTier", "EndUserId", "Metadata", "ConversationId",
        ], ignoreOrder: true);
        body.ShouldMeanTheSame("""
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"format":{"type":"object"},"think":"low","stream":false,
             "tools":[{"type":"function","function":{"name":"f","description":"does f","parameters":{"type":"object","properties":{}}}}]}
            """);
    }

    [Fact]
    public void Tools_that_must_not_be_called_are_not_shown()
    {
        var (body, warnings) = WriteChat(new ChatOptions { ToolMode = ChatToolMode.None, Tools = [AIFunctionFactory.CreateDeclaration("f", null, default)] }, s_hi);

        body.ShouldNotContain("tools");
        warnings.Single().Kind.ShouldBe(ChatWarningKind.Coerced);
    }

    [Theory]
    [InlineData("none", null, "false", 0)]
    [InlineData("minimal", null, "\"low\"", 1)]
    [InlineData("medium", null, "\"medium\"", 0)]
    [InlineData("xhigh", null, "\"high\"", 1)]
    [InlineData("max", null, "\"max\"", 0)]
    [InlineData(null, true, "true", 0)]
    [InlineData(null, false, "false", 0)]
    [InlineData("high", false, "false", 1)]
    [InlineData("high", true, "\"high\"", 0)]
    public void Reasoning_in_all_spellings_becomes_think(string? effort, bool? isEnabled, string think, int warningCount)
    {
        var (body, warnings) = WriteChat(new ChatOptions { ReasoningEffort = effort, ReasoningEnabled = isEnabled }, s_hi);

        body.ShouldContain($"\"think\":{think},");
        warnings.Count.ShouldBe(warningCount);
    }

    [Fact]
    public void Reasoning_of_the_shared_vocabulary_becomes_think() =>
        WriteChat(new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low } }, s_hi).Body.ShouldContain("\"think\":\"low\"");

    [Fact]
    public void A_tool_loop_is_told_in_the_wires_words()
    {
        var call = new FunctionCallContent("call_1", "add", new Dictionary<string, object?> { ["a"] = 2 });
        var (body, warnings) = WriteChat(
            new ChatOptions(),
            new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Sum it."), new TextContent("One "), new TextContent("moment."), call, new FunctionCallContent("call_2", "now")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", 5), new FunctionResultContent("call_2", "noon")]));

        body.ShouldBe("""
            {"model":"m","messages":[{"role":"assistant","content":"One moment.","thinking":"Sum it.","tool_calls":[{"id":"call_1","function":{"name":"add","arguments":{"a":2}}},{"id":"call_2","function":{"name":"now","arguments":{}}}]},{"role":"tool","content":"5","tool_name":"add","tool_call_id":"call_1"},{"role":"tool","content":"noon","tool_name":"now","tool_call_id":"call_2"}],"stream":false}
            """);
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_turn_that_mixes_results_and_text_is_split_and_says_so()
    {
        var (body, warnings) = WriteChat(new ChatOptions(), new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f")]), new ChatMessage(ChatRole.User, [new FunctionResultContent("c", "5") { IsError = true }, new TextContent("and?")]));

        body.ShouldContain("""{"role":"tool","content":"Error: 5","tool_name":"f","tool_call_id":"c"},{"role":"user","content":"and?"}]""");
        warnings.Select(warning => warning.Field).ShouldBe(["Messages[1]"]);
    }

    [Fact]
    public void Images_travel_as_bare_base64()
    {
        var (body, _) = WriteChat(new ChatOptions(), new ChatMessage(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]));

        body.ShouldContain("""{"role":"user","content":"What is it?","images":["AQID"]}""");
    }

    public static TheoryData<AIContent, string> Inexpressible => new()
    {
        { new UriContent("https://example.com/cat.png", "image/png"), "by address" },
        { new DataContent(new byte[] { 1 }, "application/pdf"), "application/pdf" },
        { new DataContent(new byte[] { 1 }, "audio/wav"), "audio/wav" },
        { new HostedFileContent("file_1"), "uploaded file" },
        { new AIContent { Raw = JsonElement.Parse("{}"), WireType = "container_upload" }, "container_upload" },
    };

    [Theory]
    [MemberData(nameof(Inexpressible))]
    public void Content_that_the_wire_cannot_carry_is_refused_before_anything_is_sent(AIContent content, string named)
    {
        var error = Should.Throw<LlmException>(() => WriteChat(new ChatOptions(), s_hi, new ChatMessage(ChatRole.User, [content])));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldStartWith("Messages[1].Contents[0]: ");
        error.Message.ShouldContain(named);
    }

    [Fact]
    public void What_only_another_issuer_can_read_is_left_out_and_says_so()
    {
        var call = new ChatCall
        {
            Model = "m",
            Recipient = "ollama",
            Messages = [new(ChatRole.Assistant, [new TextReasoningContent("Hm") { ProtectedData = "sig", Issuer = "anthropic" }, new AIContent { Raw = JsonElement.Parse("{}"), Issuer = "anthropic" }, new TextContent("Hi")])],
        };

        var (body, warnings) = Write(Chat, call);

        body.ShouldContain("""{"role":"assistant","content":"Hi","thinking":"Hm"}""");
        warnings.Select(warning => warning.Field).ShouldBe(["Messages[0].Contents[1]", "Messages[0].Contents[0].ProtectedData"]);
    }

    [Fact]
    public void A_message_of_which_nothing_is_left_is_left_out()
    {
        var call = new ChatCall
        {
            Model = "m",
            Recipient = "ollama",
            Messages =
            [
                new(ChatRole.User, "Hi"),
                new(ChatRole.Assistant, [new AIContent { Raw = JsonElement.Parse("{}"), Issuer = "anthropic" }]),
                new(ChatRole.Tool, [new AIContent { Raw = JsonElement.Parse("{}"), Issuer = "anthropic" }]),
            ],
        };

        var (body, warnings) = Write(Chat, call);

        JsonElement.Parse(body).GetProperty("messages").GetRawText().ShouldBe("""[{"role":"user","content":"Hi"}]""");
        warnings.Select(warning => warning.Field).ShouldBe(["Messages[*].Contents[0]"]);
    }

    [Fact]
    public void Arguments_that_are_no_object_are_wrapped_and_say_so()
    {
        var (body, warnings) = WriteChat(new ChatOptions(), new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f") { ArgumentsJson = "[1" }]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "1")]));

        body.ShouldContain("""{"raw_arguments":"[1"}""");
        warnings.Single().Field.ShouldBe("Messages[0].Contents[0]");
    }

    [Fact]
    public void Additions_join_the_options_that_settings_write()
    {
        var options = new ChatOptions { Temperature = 0, ExtraBody = JsonElement.Parse("""{"keep_alive":"10m","options":{"num_ctx":8192}}""") };

        WriteChat(options, s_hi).Body.ShouldBe("""
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"options":{"temperature":0,"num_ctx":8192},"stream":false,"keep_alive":"10m"}
            """);
    }

    [Fact]
    public void An_addition_that_repeats_a_setting_is_an_error()
    {
        var options = new ChatOptions { Temperature = 0, ExtraBody = JsonElement.Parse("""{"options":{"temperature":1}}""") };

        Should.Throw<LlmException>(() => WriteChat(options, s_hi)).Message.ShouldContain("options.temperature");
    }

    [Fact]
    public void Generate_takes_instructions_and_one_prompt()
    {
        var (body, _) = Write(Generate, new ChatCall { Model = "m", IsStreaming = true, Messages = [new(ChatRole.System, "Be terse."), new(ChatRole.User, [new TextContent("Hi"), new DataContent(new byte[] { 1 }, "image/png")])] });

        body.ShouldBe("""{"model":"m","prompt":"Hi","images":["AQ=="],"system":"Be terse.","stream":true}""");
        var conversation = Write(Generate, new ChatCall { Model = "m", Messages = [s_hi, new(ChatRole.Assistant, "Yo"), s_hi] });
        conversation.Body.ShouldContain("""
            "prompt":"User: Hi\n\nAssistant: Yo\n\nUser: Hi\n\nAssistant:"
            """);
        conversation.Warnings.Single().Field.ShouldBe("Messages");
    }

    [Fact]
    public async Task A_call_is_one_post_and_asks_for_no_model_list_and_no_key()
    {
        using var handler = new VerbatimHandler("""
            {"model":"glm-4.6","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"He"},"done":false}
            {"model":"glm-4.6","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"llo"},"done":true,"done_reason":"stop"}
            """, "application/x-ndjson");
        var model = Providers.Ollama.WithHandler(handler).WithBaseUrl("https://gateway.example/ollama/").Chat("glm-4.6");

        var text = "";
        await foreach (var update in model.GetStreamingResponseAsync([s_hi], cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
        }

        text.ShouldBe("Hello");
        (handler.Single.Method, handler.Single.Url, handler.Single.Body).ShouldBe(("POST", "https://gateway.example/ollama/api/chat", """{"model":"glm-4.6","messages":[{"role":"user","content":"Hi"}],"stream":true}"""));
    }
}
