using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>The request grammars against what providers accepted: a rule that flags such a request is wrong.</summary>
public sealed class RequestGrammarCalibrationTests
{
    // Accepted and yet flagged, with what speaks for the rule.
    private static readonly Dictionary<string, string> s_exceptions = new(StringComparer.Ordinal)
    {
        ["fd6b811da0184831"] = ClaudeThree, ["c47c6136fdfb31ee"] = ClaudeThree, ["18b02e26e3c3229d"] = ClaudeThree,
        ["a07302c52b230a3f"] = "An example of the documentation, whose temperature of 4.8 the same page puts out of range.",
        ["4fa99d7660aa0fd9"] = OtherAction, ["5c7f539b1fdc81ef"] = OtherAction,
    };

    private const string OtherAction = "An example of another action than ChatCompletions, which has members of its own.";

    private const string ClaudeThree = "Claude 3 Sonnet on Bedrock took an output schema, which the vendor's list of models with structured output does not have.";

    public static TheoryData<string> Wires => [.. AcceptedRequests.Wires];

    [Theory]
    [MemberData(nameof(Wires))]
    public void Every_accepted_request_passes(string wire)
    {
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        var flagged = AcceptedRequests.Of(wire)
            .SelectMany(recording => AcceptedRequests.Check(recording).Take(1).Select(violation => $"{recording.Id} ({AcceptedRequests.ReceiverOf(recording).Model}): {violation}"))
            .ToList();
        flagged.Where(line => !s_exceptions.ContainsKey(line[..16])).ShouldBeEmpty();
    }
}
