using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Conformance.Documentation;

/// <summary>Which tests say in their source that they cover a row of the checklist, or a pitfall.</summary>
internal static partial class ChecklistTraits
{
    public const string Rows = "Checklist";
    public const string Pitfalls = "Pitfall";

    private const string Areas = "NAXCM";

    /// <summary>The tests of each row or pitfall, in the order of their numbers, then of the tests' names.</summary>
    public static IReadOnlyList<(string Id, IReadOnlyList<string> Tests)> Find(string folder, string kind)
    {
        var separator = Path.DirectorySeparatorChar;
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{separator}obj{separator}", StringComparison.Ordinal))
            .SelectMany(path => FindInSource(File.ReadLines(path), kind))
            .GroupBy(found => found.Id, found => found.Test, StringComparer.Ordinal)
            .Select(row => (row.Key, (IReadOnlyList<string>)[.. row.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .OrderBy(row => Areas.IndexOf(row.Key[0]))
            .ThenBy(row => int.Parse(row.Key.TrimStart(Areas.ToCharArray()), CultureInfo.InvariantCulture))];
    }

    /// <summary>Reads the traits of one file: those of a class cover its row by the class as a whole.</summary>
    internal static IEnumerable<(string Id, string Test)> FindInSource(IEnumerable<string> lines, string kind)
    {
        var type = "";
        var pending = new List<string>();
        foreach (var line in lines)
        {
            pending.AddRange(Trait().Matches(line).Where(match => match.Groups["kind"].Value == kind).Select(match => match.Groups["id"].Value));
            var declaration = TypeDeclaration().Match(line);
            var method = MethodDeclaration().Match(line);
            if (!declaration.Success && !method.Success)
            {
                continue;
            }

            type = declaration.Success ? declaration.Groups["name"].Value : type;
            foreach (var id in pending)
            {
                yield return (id, declaration.Success ? type : $"{type}.{method.Groups["name"].Value}");
            }

            pending.Clear();
        }
    }

    [GeneratedRegex("""Trait\("(?<kind>Checklist|Pitfall)", "(?<id>[NAXCM]?[0-9]+)"\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trait();

    [GeneratedRegex(@"^(public|internal) (sealed |abstract |static |partial )*class (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^    public (async |static )*(Task|ValueTask|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MethodDeclaration();
}
