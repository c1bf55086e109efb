using System.Text;
using System.Text.Json;

namespace Parlance.Bench.Recorded;

/// <summary>
/// A real stream, stretched. Of all raw recordings of a wire the one is taken that has the longest unbroken run of
/// content chunks of the kind. Its head and its tail stay as recorded; the run between them is repeated in its order
/// until the stream has as many chunks as asked for.
/// </summary>
/// <param name="RecordingId">The id of the recording.</param>
/// <param name="RecordedChunks">How many chunks the recording itself has.</param>
/// <param name="Body">The stream's bytes.</param>
/// <param name="ContentLength">How many characters of the kind's content the repeated run carries.</param>
/// <param name="ContentBytes">What that content takes as one .NET string for each chunk: what a caller who wants text pays anyway.</param>
public sealed record RecordedStream(string RecordingId, int RecordedChunks, byte[] Body, long ContentLength, long ContentBytes)
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("PARLANCE_RECORDINGS") ?? FindFolder();

    public static RecordedStream Load(StreamKind kind, int chunks)
    {
        var (id, events, runStart, runLength) = Choose(kind);
        var recordedChunks = events.Count(recorded => recorded.Text.Contains("data:", StringComparison.Ordinal));
        var run = events.GetRange(runStart, runLength);
        var body = new StringBuilder();
        body.AppendJoin("", events.Take(runStart).Select(recorded => recorded.Text));
        long contentLength = 0;
        long contentBytes = 0;
        for (var chunk = 0; chunk < chunks - recordedChunks + runLength; chunk++)
        {
            var repeated = run[chunk % runLength];
            body.Append(repeated.Text);
            contentLength += repeated.Content!.Length;
            contentBytes += SizeOfString(repeated.Content.Length);
        }

        body.AppendJoin("", events.Skip(runStart + runLength).Select(recorded => recorded.Text));
        return new RecordedStream(id, recordedChunks, Encoding.UTF8.GetBytes(body.ToString()), contentLength, contentBytes);
    }

    private static (string Id, List<RecordedEvent> Events, int RunStart, int RunLength) Choose(StreamKind kind)
    {
        (string Id, List<RecordedEvent> Events, int RunStart, int RunLength) best = default;
        foreach (var line in File.ReadLines(Path.Combine(Folder, $"{kind.Wire}.jsonl")))
        {
            // Cheap tests first: most lines are no raw streams of this kind.
            if (!line.Contains("\"fidelity\":\"raw\"", StringComparison.Ordinal) || !line.Contains(kind.ContentMember, StringComparison.Ordinal))
            {
                continue;
            }

            var recording = JsonElement.Parse(line);
            if (recording.GetProperty("status").GetInt32() != 200
                || !recording.TryGetProperty("response_body", out var body)
                || body.GetString() is not { } text
                || !(text.StartsWith("data: {", StringComparison.Ordinal) || text.StartsWith("event: ", StringComparison.Ordinal)))
            {
                continue;
            }

            var events = RecordedEvent.ReadAll(text, kind);
            var (start, length) = LongestRun(events);
            if (length > best.RunLength)
            {
                best = (recording.GetProperty("id").GetString()!, events, start, length);
            }
        }

        return best.Events is null ? throw new InvalidOperationException($"No recording in {Folder} is a raw stream of {kind}.") : best;
    }

    private static (int Start, int Length) LongestRun(List<RecordedEvent> events)
    {
        var (bestStart, bestLength) = (0, 0);
        for (var start = 0; start < events.Count;)
        {
            var end = start;
            while (end < events.Count && events[end].Content is not null)
            {
                end++;
            }

            if (end - start > bestLength)
            {
                (bestStart, bestLength) = (start, end - start);
            }

            start = end + 1;
        }

        return (bestStart, bestLength);
    }

    /// <summary>Header, method table, length, characters and a terminator, rounded up to eight bytes.</summary>
    private static long SizeOfString(int length) => (8 + 8 + 4 + (2 * (length + 1)) + 7) / 8 * 8;

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parlance.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? ".", "..", "shared", "recordings");
    }
}
