using Parlance.Conformance.Recordings;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

/// <summary>The grammars against what the vendors themselves have sent: a grammar that refuses real traffic is wrong.</summary>
public sealed class GrammarCalibrationTests
{
    // The wires as their own vendors speak them. All other hosts copy the wire, each with deviations of its own.
    private static readonly HashSet<string> s_strict = new(StringComparer.Ordinal)
    {
        "openai-chat", "openai-responses", "anthropic-messages", "anthropic-compat-messages", "ollama-chat", "ollama-generate",
    };

    // Streams of an audio model, where the vendor itself leaves choices and the finish reason out.
    private static readonly HashSet<string> s_audioStreams = new(StringComparer.Ordinal) { "41ee474c602a09b4", "178a350f99a3287c" };

    // A deep research that ran out of tokens, for which the vendor reported a negative number of them.
    private const string NegativeUsage = "89e5aff2e2b17551";

    // The day from which recordings of Responses are held to today's reference: earlier streams do not number their events.
    private const string BeginningOfToday = "2025-06-01";

    [Theory]
    [MemberData(nameof(SpineWires.AllWithGrammar), MemberType = typeof(SpineWires))]
    public void Every_recorded_success_passes(string wire)
    {
        var expected = RecordingStore.ReadExpected(wire);
        var refused = new List<string>();
        foreach (var recording in RecordingStore.Read(wire))
        {
            if (!recording.IsFaithful || !IsSuccess(recording))
            {
                continue;
            }

            var violations = WireGrammar.Check(wire, recording.ResponseBody, recording.IsStream, ProfileOf(recording));
            refused.AddRange(violations.Take(1).Select(violation => $"{recording.Id}: {violation}"));
        }

        refused.ShouldBeEmpty();

        bool IsSuccess(Recording recording) =>
            expected.TryGetValue(recording.Id, out var line) && line.TryGetProperty("expect", out var expect) && expect.GetProperty("ok").GetBoolean();
    }

    private static GrammarProfile ProfileOf(Recording recording)
    {
        var isExempt = s_audioStreams.Contains(recording.Id) || recording.Id == NegativeUsage
            || (recording.Wire == "openai-responses" && string.CompareOrdinal(recording.Text("recorded_at"), BeginningOfToday) < 0);
        return s_strict.Contains(recording.Wire) && !isExempt ? GrammarProfile.Strict : GrammarProfile.Lenient;
    }
}
