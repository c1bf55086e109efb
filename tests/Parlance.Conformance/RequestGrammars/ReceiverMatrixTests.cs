using System.Globalization;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>
/// Every request that is written is one that its receiver accepts. A seeded slice runs with the tests; the whole runs with
/// PARLANCE_REQUEST_MATRIX=1 (<c>.ci/request-matrix</c>) and writes docs/evidence/request-matrix.md.
/// </summary>
public sealed class ReceiverMatrixTests
{
    private const string Variable = "PARLANCE_REQUEST_MATRIX";

    /// <summary>A file that every case is written to, a line each, for whoever mends them.</summary>
    private const string CasesVariable = "PARLANCE_REQUEST_MATRIX_CASES";

    [Fact]
    public void A_slice_of_the_matrix_breaks_no_more_rules_than_are_listed()
    {
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        var rules = ReceiverMatrix.RunSlice(seed: 20261128, count: 1500)
            .SelectMany(outcome => outcome.Violations.DistinctBy(violation => violation.Rule).Select(violation => (violation.Rule.Name, Text: $"{outcome.Source} → {outcome.Target}: {violation}")))
            .GroupBy(violation => violation.Name, violation => violation.Text, StringComparer.Ordinal)
            .ToList();

        // What to lower the ratchet to.
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"[\"{rule.Key}\"] = {rule.Count()},")));
        var broken = rules.Where(rule => rule.Count() > MatrixRatchet.Of(rule.Key))
            .Select(rule => $"{rule.Key}: {rule.Count()}, at most {MatrixRatchet.Of(rule.Key)}\n  {string.Join("\n  ", rule.Order(StringComparer.Ordinal).Take(5))}");
        string.Join('\n', broken).ShouldBeEmpty();
    }

    [Fact]
    public void The_whole_matrix_is_written_down()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"Set {Variable}=1, or run .ci/request-matrix: it takes minutes.");
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        var outcomes = ReceiverMatrix.Run(ReceiverMatrix.Sources(), MatrixTarget.All);
        var commit = Environment.GetEnvironmentVariable("PARLANCE_COMMIT") ?? "unknown";
        var heading = string.Create(CultureInfo.InvariantCulture, $"Run on {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC at commit {commit}, by `.ci/request-matrix`.");
        var folder = Path.Combine(RecordingStore.RepositoryRoot, "docs", "evidence");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "request-matrix.md"), MatrixPage.Write(outcomes, heading));
        if (Environment.GetEnvironmentVariable(CasesVariable) is { Length: > 0 } cases)
        {
            File.WriteAllLines(cases, outcomes.SelectMany(MatrixPage.CasesOf));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{outcomes.Count} triples.");
    }
}
