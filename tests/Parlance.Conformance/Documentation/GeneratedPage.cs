using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

/// <summary>A page under docs/ that is generated, and stale when what it is generated from has changed.</summary>
internal static class GeneratedPage
{
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
}
