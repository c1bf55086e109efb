using System.Text.RegularExpressions;
using Parlance.Tests.Architecture;

namespace Parlance.Tests.Documentation;

/// <summary>What the README shows is what the compiler has seen: <see cref="ReadmeSamples"/> holds every sample.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Samples => [.. CSharpBlock().Matches(Read("README.md")).Select(match => match.Groups["code"].Value)];

    [Fact]
    public void The_readme_has_samples() => Samples.Count.ShouldBeGreaterThan(4);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_of_the_readme_compiles(string sample)
    {
        var compiled = Squeeze(Read("tests/Parlance.Tests/Documentation/ReadmeSamples.cs"));
        var directives = Using().Matches(sample).Select(match => match.Value.Trim()).Where(directive => directive != "using Parlance;");

        directives.ShouldAllBe(directive => compiled.Contains(Squeeze(directive)));
        compiled.ShouldContain(Squeeze(Using().Replace(sample, "")));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.RepositoryRoot, path));

    private static string Squeeze(string code) => WhiteSpace().Replace(code, "");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"^using [\w.]+;$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
