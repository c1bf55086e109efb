using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class ReasoningConflictTests
{
    private static readonly TextReasoningContent s_thought = new("Hm") { ProtectedData = "c2ln" };
    private static readonly FunctionCallContent s_call = new("c", "f");
    private static readonly ChatMessage s_result = new(ChatRole.Tool, [new FunctionResultContent("c", "1")]);
    private static readonly ChatMessage s_question = new(ChatRole.User, "q");

    public static TheoryData<string, ChatMessage[], bool> Conversations => new()
    {
        { "no history", [s_question], true },
        { "answered calls without the reasoning that led to them", [s_question, new(ChatRole.Assistant, [s_call]), s_result], false },
        { "text in front of the calls instead", [s_question, new(ChatRole.Assistant, [new TextContent("x"), s_call]), s_result], false },
        { "the reasoning in front", [s_question, new(ChatRole.Assistant, [s_thought, s_call]), s_result], true },
        { "the reasoning in a message in front", [s_question, new(ChatRole.Assistant, [s_thought]), new(ChatRole.Assistant, [s_call]), s_result], true },
        { "a word of the user behind the results", [s_question, new(ChatRole.Assistant, [s_call]), s_result, s_question], false },
        { "an answer behind the results", [s_question, new(ChatRole.Assistant, [s_call]), s_result, new(ChatRole.Assistant, "x"), s_question], true },
        { "an answer to be continued", [s_question, new(ChatRole.Assistant, "x")], false },
    };

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_budget_asks_for_the_reasoning_of_a_tool_loop(string name, ChatMessage[] messages, bool isOn)
    {
        var call = new ChatCall { Model = "m", Messages = messages, Options = new ChatOptions { ReasoningBudget = 2048 } };

        var plan = ReasoningPlan.For(call, ReasoningAbility.ThinkingBudget);

        plan.IsOn.ShouldBe(isOn, name);
        plan.Losses.Select(loss => $"{loss.Kind} {loss.Field}").ShouldBe(isOn ? [] : ["Coerced ReasoningBudget"]);
        ReasoningPlan.For(call with { Options = new ChatOptions { ReasoningEffort = "high" } }, ReasoningAbility.AdaptiveThinking).IsOn.ShouldBeTrue(name);
    }

    [Fact]
    public void A_forced_tool_goes_before_reasoning_where_the_two_are_refused_together()
    {
        var options = new ChatOptions { ReasoningEffort = "high", ToolMode = ChatToolMode.RequireAny, Tools = [AIFunctionFactory.CreateDeclaration("f", "d", JsonElement.Parse("{}"))] };
        var call = new ChatCall { Model = "m", Messages = [s_question], Options = options };

        ReasoningPlan.For(call, ReasoningAbility.AdaptiveThinking with { ForbidsForcedTools = true }).Enabled.ShouldBe(false);
        ReasoningPlan.For(call, ReasoningAbility.AnyEffort).Effort.ShouldBe("high");
        options.Tools = null;
        ReasoningPlan.For(call, ReasoningAbility.AdaptiveThinking).IsOn.ShouldBeTrue();
    }
}
