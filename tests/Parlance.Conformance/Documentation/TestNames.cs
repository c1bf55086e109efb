using System.Text.RegularExpressions;

namespace Parlance.Conformance.Documentation;

/// <summary>The tests that there are, found in their sources because no project of tests sees all the others.</summary>
internal static partial class TestNames
{
    /// <summary>Every class that has tests, and every test as class.method.</summary>
    public static IReadOnlySet<string> Find(string folder)
    {
        var separator = Path.DirectorySeparatorChar;
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{separator}obj{separator}", StringComparison.Ordinal))
            .SelectMany(path => FindInSource(File.ReadLines(path)))
            .ToHashSet(StringComparer.Ordinal);
    }

    internal static IEnumerable<string> FindInSource(IEnumerable<string> lines)
    {
        var type = "";
        var isTest = false;
        foreach (var line in lines)
        {
            isTest |= TestAttribute().IsMatch(line);
            if (TypeDeclaration().Match(line) is { Success: true } declaration)
            {
                type = declaration.Groups["name"].Value;
            }
            else if (MethodDeclaration().Match(line) is { Success: true } method)
            {
                if (isTest)
                {
                    yield return type;
                    yield return $"{type}.{method.Groups["name"].Value}";
                }

                isTest = false;
            }
        }
    }

    [GeneratedRegex(@"^    \[(Fact|Theory)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^(public|internal) (sealed |abstract |static |partial )*class (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^    public (async |static )*(Task|ValueTask|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MethodDeclaration();
}
