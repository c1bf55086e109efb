using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Composition;

/// <summary>A model that thinks between its calls, inside the tool loop of Microsoft.Extensions.AI.</summary>
public sealed class ThinkingLoopTests
{
    private static readonly AIFunction s_next = AIFunctionFactory.Create((int n) => n + 1, "next");

    public static TheoryData<string, bool> Hosts => ThinkingLoop.All;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_hands_thoughts_and_their_signatures_back_byte_for_byte(string host, bool isStreamed)
    {
        var (model, handler) = ThinkingLoop.Ask(host, isStreamed);
        using var client = model.AsBuilder().UseFunctionInvocation().Build();

        var response = await client.AskAsync([new(ChatRole.User, "Count.")], new ChatOptions { Tools = [s_next] }, isStreamed);

        response.Text.ShouldBe("Done.");
        response.ReasoningText.ShouldBe("Thought 1.Thought 2.");
        handler.Requests.Count.ShouldBe(3);
        ThinkingLoop.ShouldCarryTurns(host, handler.Requests[1], 1);
        ThinkingLoop.ShouldCarryTurns(host, handler.Requests[2], 2);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_with_approvals_hands_thoughts_back_with_the_call_that_they_belong_to(string host, bool isStreamed)
    {
        var (model, handler) = ThinkingLoop.Ask(host, isStreamed);
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(s_next)] };
        var messages = new List<ChatMessage> { new(ChatRole.User, "Count.") };
        ChatResponse response;
        while ((response = await client.AskAsync(messages, options, isStreamed)).Contents<ToolApprovalRequestContent>().SingleOrDefault() is { } request)
        {
            messages.AddRange(response.Messages);
            messages.Add(new ChatMessage(ChatRole.User, [request.CreateResponse(true)]));
        }

        response.Text.ShouldBe("Done.");
        var (plain, unasked) = ThinkingLoop.Ask(host, isStreamed);
        using var loop = plain.AsBuilder().UseFunctionInvocation().Build();
        await loop.AskAsync([messages[0]], new ChatOptions { Tools = [s_next] }, isStreamed);
        handler.Requests.Select(sent => sent.Text).ShouldBe(unasked.Requests.Select(sent => sent.Text), "Approval changes nothing of what is sent.");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_tool_loop_that_was_stored_as_JSON_goes_on_with_the_same_thoughts(string host, bool isStreamed)
    {
        var (model, handler) = ThinkingLoop.Ask(host, isStreamed);
        var options = new ChatOptions { Tools = [s_next] };
        IList<ChatMessage> messages = [new(ChatRole.User, "Count.")];
        for (var turn = 1; turn <= 2; turn++)
        {
            var response = await model.AskAsync(messages, options, isStreamed);
            var result = new FunctionResultContent(response.Contents<FunctionCallContent>().Single().CallId, turn + 1);
            messages = Stored([.. messages, .. response.Messages, new(ChatRole.Tool, [result])]);
        }

        (await model.AskAsync(messages, options, isStreamed)).Text.ShouldBe("Done.");

        ThinkingLoop.ShouldCarryTurns(host, handler.Requests[2], 2);
    }

    private static IList<ChatMessage> Stored(IList<ChatMessage> messages) =>
        JsonSerializer.Deserialize<IList<ChatMessage>>(JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}
