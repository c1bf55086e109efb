using System.Text;
using System.Text.Json;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Field;

/// <summary>A small request that somebody saw refused or changed, and for whom it is to be written.</summary>
/// <param name="Id">What expectations and the page call it.</param>
/// <param name="Wire">The wire that it came in on.</param>
/// <param name="Targets">Receivers, as <c>PROVIDER/MODEL</c>.</param>
/// <param name="Body">The inbound body.</param>
internal sealed record FieldCase(string Id, string Wire, IReadOnlyList<string> Targets, byte[] Body)
{
    private static readonly string s_path = Path.GetFullPath(Path.Combine(RecordingStore.Folder, "..", "field", "requests.jsonl"));

    // A signature was cut for the page; what is no base64 would be refused for that alone.
    private const string AbridgedSignature = "EqQBCkYIB..==";
    private const string WholeSignature = "EqQBCkYIBxgCKkDq";

    // One case nests deeper than a reader goes by itself.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    public static string? SkipReason => File.Exists(s_path) ? null : $"The cases are not here: {s_path} does not exist.";

    /// <summary>Every case; skips where there are none.</summary>
    public static IReadOnlyList<FieldCase> ReadAll()
    {
        Assert.SkipWhen(SkipReason is not null, SkipReason ?? "");
        return [.. File.ReadLines(s_path).Select(Parse)];
    }

    private static FieldCase Parse(string text)
    {
        var line = JsonElement.Parse(text, s_options);
        var body = line.GetProperty("body");

        // A body that JSON's own writers would repair stands there as text.
        return new FieldCase(
            line.GetProperty("id").GetString()!,
            line.GetProperty("from").GetString()!,
            [.. line.GetProperty("to").EnumerateArray().Select(target => target.GetString()!)],
            Encoding.UTF8.GetBytes((body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText()).Replace(AbridgedSignature, WholeSignature, StringComparison.Ordinal)));
    }
}
