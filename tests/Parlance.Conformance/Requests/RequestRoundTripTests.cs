using System.Text.Json.Nodes;
using Parlance.Conformance.Documentation;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Requests;

/// <summary>Nothing of a request is lost between reading it and writing it to where it came from.</summary>
public sealed class RequestRoundTripTests
{
    [Theory]
    [MemberData(nameof(SpineWires.AllRequests), MemberType = typeof(SpineWires))]
    public void Every_recorded_request_is_written_as_it_was_read(string wire)
    {
        var known = KnownDifferences.OfRequests(wire);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var (total, warned) = (0, 0);
        foreach (var recording in RecordedRequests.Accepted(wire))
        {
            total++;
            var (differing, areNamed) = Compare(recording);
            if (differing.Count == 0)
            {
                continue;
            }

            warned += areNamed ? 1 : 0;
            found.Add(recording.Id, string.Join(", ", differing) + (areNamed ? " (warned)" : ""));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{wire}: {total - found.Count} of {total} equal, {warned} warned.");
        found.Where(difference => !known.ContainsKey(difference.Key)).ShouldBeEmpty("These are not listed in docs/recordings.md.");
        known.Keys.Except(found.Keys, StringComparer.Ordinal).ShouldBeEmpty("These are listed in docs/recordings.md and agree: remove them.");
        ((found.Count - Math.Min(warned, (total + 99) / 100)) * 100).ShouldBeLessThanOrEqualTo(total, "At least 99 of 100 must come out equal, or differ only in what a warning names.");
    }

    private static (IReadOnlyList<string> Differing, bool AreNamed) Compare(Recording recording)
    {
        var family = SpineWires.FamilyOf(recording.Wire);
        try
        {
            var (body, warnings) = RecordedRequests.RoundTrip(recording);
            var want = RequestNormalizer.Normalize(family, RecordedRequests.TryParse(recording)!);
            var got = RequestNormalizer.Normalize(family, JsonNode.Parse(body.GetRawText())!.AsObject());
            var differing = want.Select(member => member.Key).Union(got.Select(member => member.Key), StringComparer.Ordinal)
                .Where(name => !JsonNode.DeepEquals(want[name], got[name]))
                .Order(StringComparer.Ordinal)
                .ToList();
            var named = warnings.Select(warning => RecordedRequests.RootOf(warning.Field)).ToHashSet(StringComparer.Ordinal);
            return (differing, differing.TrueForAll(named.Contains));
        }
        catch (LlmException refused)
        {
            return ([$"refused: {refused.Message}"], false);
        }
    }
}
