using System.Reflection;
using System.Text.Json;

namespace Parlance.Conformance.Recordings;

/// <summary>One recorded exchange, as the recordings' own README describes it.</summary>
public sealed record Recording(string Id, string Wire, JsonElement Line)
{
    public string? Text(string member) => Line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public int Status => Line.GetProperty("status").GetInt32();

    public byte[] ResponseBody => Text("response_body") is { } text
        ? System.Text.Encoding.UTF8.GetBytes(text)
        : Convert.FromBase64String(Text("response_body_b64") ?? "");
}

/// <summary>Reads the recordings beside the repository, or wherever PARLANCE_RECORDINGS says.</summary>
public static class RecordingStore
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("PARLANCE_RECORDINGS")
        ?? Path.Combine(RepositoryRoot, "..", "shared", "recordings");

    private static string RepositoryRoot => typeof(RecordingStore).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Parlance.RepositoryRoot").Value!;

    public static string? SkipReason => Directory.Exists(Folder) ? null : $"The recordings are not here: {Folder} does not exist.";

    public static IEnumerable<Recording> Read(string wire) =>
        File.ReadLines(Path.Combine(Folder, $"{wire}.jsonl"))
            .Select(line => JsonElement.Parse(line))
            .Select(line => new Recording(line.GetProperty("id").GetString()!, wire, line));
}
