using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

/// <summary>
/// The tables of docs/recordings.md: where this library reads a recording otherwise than the expectation does, on
/// purpose, and why. What is not listed there must agree, and what is listed must not.
/// </summary>
internal static class KnownDifferences
{
    private static readonly Lazy<string[]> s_page = new(() => File.ReadAllLines(Path.Combine(RecordingStore.RepositoryRoot, "docs", "recordings.md")));

    /// <summary>Responses, by id: the fields that differ.</summary>
    public static IReadOnlyDictionary<string, string[]> OfResponses(string wire) => Read("Responses", wire);

    /// <summary>Requests, by id: the members that differ.</summary>
    public static IReadOnlyDictionary<string, string[]> OfRequests(string wire) => Read("Requests", wire);

    /// <summary>Reads the rows <c>| id | wire | fields | why |</c> below a heading.</summary>
    private static Dictionary<string, string[]> Read(string heading, string wire)
    {
        var rows = s_page.Value
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        rows.ShouldAllBe(cells => cells.Length == 6 && cells[4].Length > 0, "Each row has an id, a wire, the fields and the reason.");
        return rows
            .Where(cells => cells[2].Trim('`') == wire)
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[3].Split(',', StringSplitOptions.TrimEntries), StringComparer.Ordinal);
    }
}
