using Parlance.Conformance.Documentation;
using Parlance.Conformance.Field;

namespace Parlance.Conformance.Agents;

/// <summary>
/// Whole requests of coding agents, several turns each, for every kind of receiver: none breaks a rule, nothing is refused but an
/// image at a model that sees none, and no warning says what is not so.
/// </summary>
public sealed class AgentRequestsTests
{
    // The models that see no images.
    private static readonly string[] s_blind = ["deepseek/deepseek-v4-flash"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var request in AgentRequest.ReadAll())
            {
                foreach (var target in AgentRequest.Targets)
                {
                    cases.Add(request.Agent, target);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_agents_request_is_one_that_the_receiver_takes(string agent, string target)
    {
        var request = AgentRequest.ReadAll().Single(request => request.Agent == agent);
        var written = WrittenRequest.Write(request.Wire, request.Body, target);
        List<string> wrong = [.. written.Violations.Select(violation => violation.ToString()), .. FalseWarning.Find(agent, target, written)];
        if (written.Refusal is { } refusal && !(s_blind.Contains(target, StringComparer.Ordinal) && (refusal.Contains("image", StringComparison.Ordinal) || refusal.Contains("text alone as a tool's result", StringComparison.Ordinal))))
        {
            wrong.Add($"refused: {refusal}");
        }

        // What to lower the ratchet to.
        TestContext.Current.TestOutputHelper?.WriteLine($"[\"{agent} → {target}\"] = {wrong.Count},\n  {string.Join("\n  ", wrong)}");
        wrong.Count.ShouldBeLessThanOrEqualTo(AgentRatchet.Of(agent, target), string.Join('\n', wrong));
    }

    [Fact]
    public void The_page_says_what_each_receiver_is_told() => GeneratedPage.Verify("evidence/agents.md", AgentPage.Write(AgentRequest.ReadAll()));
}
