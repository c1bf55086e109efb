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

    [Theory]
    [MemberData(nameof(SpineWires.All), MemberType = typeof(SpineWires))]
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

            var profile = s_strict.Contains(wire) && !s_audioStreams.Contains(recording.Id) ? GrammarProfile.Strict : GrammarProfile.Lenient;
            var violations = WireGrammar.Check(wire, recording.ResponseBody, recording.IsStream, profile);
            refused.AddRange(violations.Take(1).Select(violation => $"{recording.Id}: {violation}"));
        }

        refused.ShouldBeEmpty();

        bool IsSuccess(Recording recording) =>
            expected.TryGetValue(recording.Id, out var line) && line.TryGetProperty("expect", out var expect) && expect.GetProperty("ok").GetBoolean();
    }
}
