using System.Reflection;

namespace Parlance.Tests.Architecture;

/// <summary>The project's own sources.</summary>
internal static class SourceTree
{
    public static string RepositoryRoot { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Parlance.RepositoryRoot").Value!;

    /// <summary>The C# files below a folder of the repository, with their paths from its root.</summary>
    public static IReadOnlyList<SourceFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(RepositoryRoot, path).Replace('\\', '/'), Text: path))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Path, File.ReadAllText(file.Text)))];
}

/// <summary>One C# file.</summary>
/// <param name="Path">Its path from the repository's root.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The file without its comments; string literals stay.</summary>
    public string Code { get; } = CSharpComments.Remove(Text);
}
