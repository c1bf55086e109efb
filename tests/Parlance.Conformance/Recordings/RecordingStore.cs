using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Parlance.Conformance.Recordings;

/// <summary>Reads the recordings beside the repository, or wherever PARLANCE_RECORDINGS says.</summary>
public static class RecordingStore
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Recording>> s_read = new(StringComparer.Ordinal);

    public static string RepositoryRoot { get; } = typeof(RecordingStore).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Parlance.RepositoryRoot").Value!;

    public static string Folder { get; } = Environment.GetEnvironmentVariable("PARLANCE_RECORDINGS")
        ?? Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "recordings"));

    public static string? SkipReason => Directory.Exists(Folder) ? null : $"The recordings are not here: {Folder} does not exist.";

    /// <summary>The recordings of a wire, none where nobody has recorded it.</summary>
    public static IReadOnlyList<Recording> Read(string wire)
    {
        Assert.SkipWhen(SkipReason is not null, SkipReason ?? "");
        return s_read.GetOrAdd(wire, static name => [.. Lines(Path.Combine(Folder, $"{name}.jsonl"))
            .Select(line => new Recording(line.GetProperty("id").GetString()!, name, line))]);
    }

    /// <summary>What an independent reading of the recordings says about each, by id.</summary>
    public static IReadOnlyDictionary<string, JsonElement> ReadExpected(string wire)
    {
        Assert.SkipWhen(SkipReason is not null, SkipReason ?? "");
        return Lines(Path.Combine(Folder, "expected", $"{wire}.jsonl")).ToDictionary(line => line.GetProperty("id").GetString()!, StringComparer.Ordinal);
    }

    private static IEnumerable<JsonElement> Lines(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select(line => JsonElement.Parse(line)) : [];
}
