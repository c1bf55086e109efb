using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Calls;

/// <summary>The same answer reads the same, whoever gives it and whether it comes whole or in pieces.</summary>
public sealed class OneAnswerTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    private static readonly ChatOptions s_tools = new()
    {
        Tools = [AIFunctionFactory.CreateDeclaration("add", "Adds.", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"number"}}}"""))],
    };

    public static TheoryData<string> Hosts => SameAnswer.Hosts;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_whole_answer_is_the_same_from_every_host(string host)
    {
        var (model, _) = SameAnswer.Ask(host);

        ShouldBeTheAnswer(await model.GetResponseAsync(s_hi, s_tools), host);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_streamed_answer_is_the_same_from_every_host_and_says_its_usage(string host)
    {
        var (model, _) = SameAnswer.Ask(host);

        var updates = await model.GetStreamingResponseAsync(s_hi, s_tools).ToListAsync();

        string.Concat(updates.Select(update => update.Text)).ShouldBe("Hello");
        string.Concat(updates.Select(update => update.ReasoningText)).ShouldBe("Easy.");
        updates.Count(update => update.Text.Length > 0).ShouldBe(2, "The pieces come as they were sent.");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        updates[^1].Contents.OfType<UsageContent>().ShouldHaveSingleItem().Details.TotalTokenCount.ShouldBe(12);
        ShouldBeTheAnswer(updates.ToChatResponse(), host);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_streamed_call_is_announced_spelled_out_and_completed_once(string host)
    {
        var (model, _) = SameAnswer.Ask(host);

        var steps = await model.StreamAsync(s_hi, s_tools).ToListAsync();

        steps.OfType<ToolCallStarted>().ShouldHaveSingleItem().Name.ShouldBe("add");
        string.Concat(steps.OfType<ToolCallArgumentsDelta>().Select(piece => piece.Text)).ShouldBe("""{"a":1}""");
        var call = steps.OfType<ToolCallCompleted>().ShouldHaveSingleItem().Call;
        (call.CallId, call.Name, call.ArgumentsJson).ShouldBe(("c1", "add", """{"a":1}"""));
        steps[^1].ShouldBeOfType<Finished>().Reason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task The_body_of_a_whole_answer_is_kept_word_for_word(string host)
    {
        var (model, _) = SameAnswer.Ask(host);

        var response = await model.GetResponseAsync(s_hi);

        response.RawRepresentation.ShouldBeOfType<JsonElement>().GetRawText().ShouldBe(SameAnswer.Whole(model.Provider).Trim());
    }

    [Fact]
    public async Task A_message_that_only_calls_has_no_text()
    {
        var (model, _) = SameAnswer.Ask("anthropic", """
            {"id":"r1","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"c1","name":"add","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":5}}
            """);

        var response = await model.GetResponseAsync(s_hi);

        response.Text.ShouldBeEmpty();
        response.Messages.ShouldHaveSingleItem().Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>();
    }

    private static void ShouldBeTheAnswer(ChatResponse response, string host)
    {
        var message = response.Messages.ShouldHaveSingleItem();
        message.Role.ShouldBe(ChatRole.Assistant);
        message.Contents.Where(content => content is not TextReasoningContent { Text: "" }).Select(content => content.GetType())
            .ShouldBe([typeof(TextReasoningContent), typeof(TextContent), typeof(FunctionCallContent)]);
        response.Text.ShouldBe("Hello");
        response.ReasoningText.ShouldBe("Easy.");
        var call = message.Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        (call.CallId, call.Name).ShouldBe(("c1", "add"));
        call.Arguments!.ShouldHaveSingleItem().Value.ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(1);
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.ModelId.ShouldBe("m");
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount).ShouldBe((7L, 5L, 12L), host);
        if (host != "ollama")
        {
            response.ResponseId.ShouldBe("r1");
        }
    }
}
