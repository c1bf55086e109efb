using System.Text.Json;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Requests;

/// <summary>How a member of recorded requests fares on its way through both halves of its protocol.</summary>
/// <param name="Path">The member.</param>
internal sealed record MemberUse(string Path)
{
    /// <summary>In how many requests it stands.</summary>
    public int Seen { get; set; }

    /// <summary>In how many it is read into the library's own vocabulary, and written from there.</summary>
    public int Modelled { get; set; }

    /// <summary>In how many it is carried through unread, for this wire alone.</summary>
    public int Extra { get; set; }

    /// <summary>In how many it comes out under another name or in another form, or not at all where it says nothing.</summary>
    public int Rewritten => Seen - Modelled - Extra;
}

/// <summary>Every member of every recorded request of a family of wires.</summary>
internal static class MemberSurvey
{
    public static IReadOnlyList<MemberUse> Survey(IEnumerable<string> wires)
    {
        var uses = new SortedDictionary<string, MemberUse>(StringComparer.Ordinal);
        foreach (var recording in wires.SelectMany(RecordedRequests.Accepted))
        {
            try
            {
                Count(recording, uses);
            }
            catch (LlmException refused) when (refused.Kind == LlmErrorKind.Unsupported)
            {
                // Listed among the differences of the round trip.
            }
        }

        return [.. uses.Values];
    }

    private static void Count(Recording recording, SortedDictionary<string, MemberUse> uses)
    {
        var recorded = MemberPaths.Read(JsonElement.Parse(recording.RequestBody!));
        var provider = WireNames.Get(recording.Wire);
        var whole = MemberPaths.Read(RecordedRequests.RoundTrip(recording).Body);
        var modelled = MemberPaths.Read(RecordedRequests.Write(recording, ExtrasStripper.Strip(RecordedRequests.Read(recording)), provider).Body);
        foreach (var path in recorded)
        {
            if (!uses.TryGetValue(path, out var use))
            {
                uses.Add(path, use = new MemberUse(path));
            }

            use.Seen++;
            use.Modelled += modelled.Contains(path) ? 1 : 0;
            use.Extra += !modelled.Contains(path) && whole.Contains(path) ? 1 : 0;
        }
    }
}
