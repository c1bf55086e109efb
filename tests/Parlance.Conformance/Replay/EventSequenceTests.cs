using Parlance.Conformance.Recordings;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Conformance.Replay;

/// <summary>
/// What a response says depends neither on where the network cuts it nor on the order of its members: the sequence of
/// calls on the sink is the same, and always one that the response grammar allows.
/// </summary>
public sealed class EventSequenceTests
{
    // A body of this size takes a million decodings of one byte in all; larger ones are cut at random places only.
    private const int MaximumForSingleBytes = 64 << 10;

    [Theory]
    [MemberData(nameof(SpineWires.AllResponses), MemberType = typeof(SpineWires))]
    public void Cuts_of_the_network_do_not_show(string wire)
    {
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.HasResponse && recording.Status < 400))
        {
            var body = recording.ResponseBody;
            var whole = Lines(wire, body, ReplayChunks.Whole);
            foreach (var (name, chunks) in CutsOf(recording))
            {
                if (!whole.SequenceEqual(Lines(wire, body, chunks), StringComparer.Ordinal))
                {
                    Lines(wire, body, chunks).ShouldBe(whole, $"{recording}, {name}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(SpineWires.AllResponses), MemberType = typeof(SpineWires))]
    public void The_order_of_members_means_nothing(string wire)
    {
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.HasResponse && recording.Status < 400))
        {
            var body = recording.ResponseBody;
            var recorded = Lines(wire, body, ReplayChunks.Whole);
            foreach (var isDescending in (bool[])[false, true])
            {
                var sorted = Lines(wire, ResponseBodies.SortMembers(body, isDescending), ReplayChunks.Whole);
                if (!recorded.SequenceEqual(sorted, StringComparer.Ordinal))
                {
                    sorted.ShouldBe(recorded, $"{recording}, members {(isDescending ? "descending" : "ascending")}");
                }
            }
        }
    }

    private static IEnumerable<(string Name, ReplayChunks Chunks)> CutsOf(Recording recording)
    {
        if (recording.ResponseBody.Length <= MaximumForSingleBytes)
        {
            yield return ("cut at every byte", ReplayChunks.SingleBytes);
        }

        yield return ("cut at random, seed 1", ReplayChunks.Random(1));
        yield return ("cut at random, seed 2", ReplayChunks.Random(2));
        if (recording.ChunkSizes is { Length: > 0 } sizes && sizes.All(size => size > 0))
        {
            yield return ("cut as recorded", ReplayChunks.OfSizes(sizes));
        }
    }

    private static IReadOnlyList<string> Lines(string wire, byte[] body, ReplayChunks chunks)
    {
        // Arguments that a wire holds as an object are reordered with everything else.
        var recorder = new RecordingSink { CanonicalizeArguments = true };
        var checker = new GrammarCheckingSink(recorder);
        RecordingDecoder.ToSink(wire, body, chunks, checker);
        checker.VerifyEnded();
        return recorder.Lines;
    }
}
