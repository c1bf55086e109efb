using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Calls;

/// <summary>What of a conversation and its tools leaves with a call, and that a call is what it was when it was made.</summary>
public sealed class ConversationTests
{
    public static TheoryData<string> Wires => ["openai", "anthropic", "ollama"];

    [Theory]
    [InlineData("openai", """[{"role":"system","content":"Be terse."},{"role":"user","content":"1+1?"},{"role":"assistant","content":"Let me see.","tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]},{"role":"tool","tool_call_id":"c1","content":"Error: overflow"}]""")]
    [InlineData("anthropic", """[{"role":"user","content":"1+1?"},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"text","text":"Let me see."},{"type":"tool_use","id":"c1","name":"add","input":{"a":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"overflow","is_error":true}]}]""")]
    [InlineData("ollama", """[{"role":"system","content":"Be terse."},{"role":"user","content":"1+1?"},{"role":"assistant","content":"Let me see.","thinking":"Hm","tool_calls":[{"id":"c1","function":{"name":"add","arguments":{"a":1}}}]},{"role":"tool","content":"Error: overflow","tool_name":"add","tool_call_id":"c1"}]""")]
    public async Task Every_role_takes_the_wires_place_in_its_order(string host, string expected)
    {
        var (model, handler) = SameAnswer.Ask(host);

        await model.GetResponseAsync(
        [
            new(ChatRole.System, "Be terse."),
            new(ChatRole.User, "1+1?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("Hm") { ProtectedData = "c2ln", Issuer = "anthropic" },
                new TextContent("Let me see."),
                new FunctionCallContent("c1", "add", new Dictionary<string, object?> { ["a"] = 1 }),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "overflow") { IsError = true }]),
        ]);

        var body = JsonElement.Parse(handler.Requests.ShouldHaveSingleItem().Text);
        body.GetProperty("messages").GetRawText().ShouldBe(expected);
        if (host == "anthropic")
        {
            body.GetProperty("system").GetString().ShouldBe("Be terse.");
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_message_that_was_added_comes_last_and_tools_that_were_replaced_are_gone(string host)
    {
        var (model, handler) = SameAnswer.Ask(host);
        List<ChatMessage> messages = [new(ChatRole.User, "first question")];
        var options = new ChatOptions { Tools = [Tool("old_tool")] };
        await model.GetResponseAsync(messages, options);

        messages.Add(new(ChatRole.Assistant, "first answer"));
        messages.Add(new(ChatRole.User, "second question"));
        options.Tools = [Tool("new_tool")];
        await model.GetResponseAsync(messages, options);

        handler.Requests[0].Text.ShouldContain("old_tool");
        var second = JsonElement.Parse(handler.Requests[1].Text);
        second.GetProperty("messages").EnumerateArray().Last().GetRawText().ShouldContain("second question");
        second.GetProperty("tools").GetArrayLength().ShouldBe(1);
        second.GetProperty("tools").GetRawText().ShouldContain("new_tool");
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task What_the_caller_changes_after_a_call_was_made_does_not_reach_it(string host)
    {
        var (model, handler) = SameAnswer.Ask(host);
        List<ChatMessage> messages = [new(ChatRole.User, "Hi")];
        var options = new ChatOptions { MaxOutputTokens = 77, Tools = [Tool("first")], StopSequences = ["END"], EndUserId = "me" };

        var stream = model.GetStreamingResponseAsync(messages, options);
        var events = model.StreamAsync(messages, options);
        messages.Add(new(ChatRole.User, "late"));
        options.MaxOutputTokens = 99;
        options.Tools.Add(Tool("late"));
        options.StopSequences.Add("late");
        options.EndUserId = "late";
        await stream.ToListAsync();
        await events.ToListAsync();

        handler.Requests.Count.ShouldBe(2);
        foreach (var request in handler.Requests)
        {
            request.Text.ShouldNotContain("late");
            request.Text.ShouldContain("77");
        }
    }

    [Fact]
    public async Task A_stream_that_is_read_twice_asks_twice_and_says_the_same_both_times()
    {
        var (model, handler) = SameAnswer.Ask("openai");
        var stream = model.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], new ChatOptions { TopK = 3 });

        var first = await stream.ToChatResponseAsync();
        var second = await stream.ToChatResponseAsync();

        handler.Requests.Select(request => request.Text).Distinct().ShouldHaveSingleItem();
        handler.Requests.Count.ShouldBe(2);
        second.Text.ShouldBe(first.Text);
        second.Messages.Count.ShouldBe(1);
        second.Warnings.ShouldBe(first.Warnings);
        second.Warnings.ShouldHaveSingleItem().Field.ShouldBe("TopK");
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_tool_is_its_name_its_description_and_its_schema_and_nothing_of_the_callers_own(string host)
    {
        var (model, handler) = SameAnswer.Ask(host);
        const string Schema = """{"type":"object","properties":{"a":{"type":"number","minimum":1.50}},"required":["a"]}""";

        await model.GetResponseAsync([new(ChatRole.User, "Hi")], new ChatOptions { Tools = [new ServedTool("add", JsonElement.Parse(Schema))] });

        var tool = JsonElement.Parse(handler.Requests[0].Text).GetProperty("tools").EnumerateArray().ShouldHaveSingleItem().GetRawText();
        tool.ShouldContain("\"add\"");
        tool.ShouldContain("\"Adds.\"");
        tool.ShouldContain(Schema);
        tool.ShouldNotContain("server");
    }

    [Fact]
    public void The_text_of_a_message_is_all_its_texts_and_nothing_else() =>
        new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm"), new TextContent("a"), new FunctionCallContent("c", "f"), new TextContent("b")]).Text.ShouldBe("ab");

    private static AIFunctionDeclaration Tool(string name) => AIFunctionFactory.CreateDeclaration(name, "A tool.", JsonElement.Parse("""{"type":"object","properties":{}}"""));

    /// <summary>A tool that knows which server it runs on.</summary>
    private sealed class ServedTool(string name, JsonElement schema) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => "Adds.";

        public override JsonElement JsonSchema => schema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new Dictionary<string, object?> { ["server"] = "server-7" };
    }
}
