using System.Text.Json;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Requests;

/// <summary>A value that is changed after reading is changed in what is written, and nothing else is.</summary>
public sealed class RequestMutationTests
{
    // Every recording would repeat the same shapes many times over: of each wire this many requests that hold the value.
    private const int MaximumOfOneMutation = 40;

    [Theory]
    [MemberData(nameof(SpineWires.AllRequests), MemberType = typeof(SpineWires))]
    public void A_changed_value_is_written_changed(string wire)
    {
        var flaws = new List<string>();
        foreach (var mutation in RequestMutation.All)
        {
            flaws.AddRange(RecordedRequests.Accepted(wire)
                .Select(recording => (recording, Flaw: TryMutate(recording, mutation, out var isApplied), isApplied))
                .Where(result => result.isApplied)
                .Take(MaximumOfOneMutation)
                .Where(result => result.Flaw is not null)
                .Select(result => $"{result.recording.Id}, {mutation.Name}: {result.Flaw}"));
        }

        flaws.ShouldBeEmpty();
    }

    private static string? TryMutate(Recording recording, RequestMutation mutation, out bool isApplied)
    {
        var provider = WireNames.Get(recording.Wire);
        var call = RecordedRequests.Read(recording);
        isApplied = mutation.TryApply(call);
        if (!isApplied)
        {
            return null;
        }

        var (before, warningsBefore) = RecordedRequests.RoundTrip(recording);
        var (after, warnings) = RecordedRequests.Write(recording, call, provider);
        var differing = JsonLeaves.Differing(before, after);
        if (differing.Count == 0)
        {
            // A host that cannot be told says so, and then it must say so for the value that came in, too.
            return warnings.Count > 0 ? null : "the change does not appear";
        }

        if (warnings.Count > warningsBefore.Count)
        {
            // The new value does not go together with another setting, and whoever set it is told.
            return null;
        }

        var leaves = JsonLeaves.Read(after);
        var changed = differing.Where(leaves.ContainsKey).ToList();
        var isMarked = changed.Exists(path => leaves[path].Contains(mutation.Marker, StringComparison.Ordinal));
        var isOneValue = differing.Select(ValueOf).Distinct(StringComparer.Ordinal).Count() == 1;
        return isMarked && isOneValue ? null : $"changed are {string.Join(", ", differing.Select(path => $"{path} = {leaves.GetValueOrDefault(path)}"))}";

        // Replaced arguments and results may have had members of their own: they are one value.
        static string ValueOf(string path)
        {
            foreach (var name in (string[])[".arguments", ".input", ".content", ".metadata"])
            {
                if (path.IndexOf(name, StringComparison.Ordinal) is var at and >= 0)
                {
                    return path[..(at + name.Length)];
                }
            }

            return path;
        }
    }
}
