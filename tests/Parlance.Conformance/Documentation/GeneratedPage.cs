using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

/// <summary>A page under docs/ that is generated, and stale when what it is generated from has changed.</summary>
internal static class GeneratedPage
{
    private const string Begin = "<!-- generated: do not edit -->\n\n";
    private const string End = "\n<!-- end of what is generated -->";

    public const string UpdateVariable = "PARLANCE_UPDATE_DOCS";

    /// <summary>Fails where the page does not hold this text; with PARLANCE_UPDATE_DOCS=1 it writes the page instead.</summary>
    public static void Verify(string name, string text)
    {
        var path = Path.Combine(RecordingStore.RepositoryRoot, "docs", name);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var current = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        (current == text).ShouldBeTrue($"docs/{name} is stale. Run the conformance tests with {UpdateVariable}=1 and commit what changes.");
    }

    /// <summary>The same of the part of a hand-written page that stands between the marks of what is generated.</summary>
    public static void VerifySection(string name, string text)
    {
        var page = File.ReadAllText(Path.Combine(RecordingStore.RepositoryRoot, "docs", name)).ReplaceLineEndings("\n");
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        begin.ShouldBeLessThanOrEqualTo(end, $"docs/{name} lacks the marks {Begin.Trim()} and {End.Trim()}.");
        Verify(name, page[..begin] + text + page[end..]);
    }
}
