using Parlance.Conformance.Documentation;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Replay;

/// <summary>Every recorded response must say what an independent reading of it says.</summary>
public sealed class ResponseReplayTests
{
    [Theory]
    [MemberData(nameof(SpineWires.AllResponses), MemberType = typeof(SpineWires))]
    public async Task Every_way_through_the_library_reads_what_was_said(string wire)
    {
        var expected = RecordingStore.ReadExpected(wire);
        var known = KnownDifferences.OfResponses(wire);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var agreed = 0;
        foreach (var recording in RecordingStore.Read(wire))
        {
            if (!expected.TryGetValue(recording.Id, out var expectation) || expectation.TryGetProperty("skip", out _))
            {
                continue;
            }

            (string Way, Outcome Outcome)[] ways =
            [
                ("wire decode", RecordingDecoder.ByCommand(recording)),
                ("ChatModel", await RecordingDecoder.ByModelAsync(recording)),
                ("ChatEvents", await RecordingDecoder.ByEventsAsync(recording)),
            ];
            var differing = ways.SelectMany(way => ExpectationComparer.Compare(expectation, way.Outcome).Select(field => (way.Way, Field: field))).ToList();
            if (differing.Count > 0)
            {
                found.Add(recording.Id, string.Join(", ", differing.GroupBy(difference => difference.Field, difference => difference.Way).Select(field => $"{field.Key} ({string.Join(", ", field)})")));
            }
            else
            {
                agreed++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{wire}: {agreed} of {agreed + found.Count} agree.");
        found.Where(difference => !known.ContainsKey(difference.Key)).ShouldBeEmpty("These are not listed in docs/recordings.md.");
        known.Keys.Except(found.Keys, StringComparer.Ordinal).ShouldBeEmpty("These are listed in docs/recordings.md and agree: remove them.");
    }

    [Fact]
    public void All_but_five_in_a_thousand_agree()
    {
        var total = SpineWires.Responses.Sum(wire => RecordingStore.ReadExpected(wire).Values.Count(expectation => !expectation.TryGetProperty("skip", out _)));
        var differing = SpineWires.Responses.Sum(wire => KnownDifferences.OfResponses(wire).Count);
        (differing * 1000).ShouldBeLessThanOrEqualTo(total * 5);
    }
}
