using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Composition;

/// <summary>A model inside <see cref="ChatClientAgent"/>, the agent of Microsoft.Agents.AI.</summary>
public sealed class AgentTests
{
    private static readonly AIFunction s_time = AIFunctionFactory.Create(() => "noon", "get_time");
    private static readonly AIFunction s_next = AIFunctionFactory.Create((int n) => n + 1, "next");

    public static TheoryData<string, bool> Hosts => SimulatedHosts.All;

    public static TheoryData<string, bool> ThinkingHosts => ThinkingLoop.All;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task An_agent_calls_its_tool_and_remembers_it_in_the_next_turn_of_its_session(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        var agent = new ChatClientAgent(model, instructions: "You are terse.", tools: [s_time]);
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);

        var first = await RunAsync(agent, "Tell me the time.", session, isStreamed);
        var second = await RunAsync(agent, "Say \"goodbye\".", session, isStreamed);

        first.Text.ShouldBe("The tool answered: noon");
        first.Usage!.TotalTokenCount!.Value.ShouldBeGreaterThan(0);
        second.Text.ShouldContain("goodbye");
        asked.Requests.Count.ShouldBe(3);
        asked.Requests.ShouldAllBe(request => request.Contains("You are terse.", StringComparison.Ordinal));
        string[] conversation = ["Tell me the time.", "get_time", "noon", "The tool answered: noon", "goodbye"];
        conversation.ShouldAllBe(said => asked.Requests[2].Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ThinkingHosts))]
    public async Task An_agent_whose_session_was_stored_hands_thoughts_back_byte_for_byte(string host, bool isStreamed)
    {
        var (model, handler) = ThinkingLoop.Ask(host, isStreamed);
        var agent = new ChatClientAgent(model, tools: [s_next]);
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);

        (await RunAsync(agent, "Count.", session, isStreamed)).Text.ShouldBe("Done.");
        var stored = await agent.SerializeSessionAsync(session, cancellationToken: TestContext.Current.CancellationToken);
        var restored = await agent.DeserializeSessionAsync(stored, cancellationToken: TestContext.Current.CancellationToken);
        await RunAsync(agent, "Again?", restored, isStreamed);
        await RunAsync(agent, "Again?", session, isStreamed);

        ThinkingLoop.ShouldCarryTurns(host, handler.Requests[2], 2);
        handler.Requests[3].Text.ShouldBe(handler.Requests[4].Text, "A restored session says what the living one says.");
    }

    private static Task<AgentResponse> RunAsync(AIAgent agent, string prompt, AgentSession session, bool isStreamed) =>
        isStreamed
            ? agent.RunStreamingAsync(prompt, session, cancellationToken: TestContext.Current.CancellationToken).ToAgentResponseAsync(TestContext.Current.CancellationToken)
            : agent.RunAsync(prompt, session, cancellationToken: TestContext.Current.CancellationToken);
}
