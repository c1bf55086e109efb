using System.Globalization;
using System.Text;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>The figures of a run of the matrix, as a page.</summary>
internal static class MatrixPage
{
    public static string Write(IReadOnlyList<MatrixOutcome> outcomes, string heading)
    {
        var page = new StringBuilder();
        var violating = outcomes.Count(outcome => outcome.Violations.Count > 0);
        var refused = outcomes.Count(outcome => outcome.Refusal is not null);
        page.Append("# Requests for every receiver\n\n").Append(heading).Append("\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{outcomes.Count:N0} triples of recorded accepted request, host and model: {violating:N0} break a rule of the receiver ({Share(violating, outcomes.Count)}), {refused:N0} were refused before sending ({Share(refused, outcomes.Count)}), {outcomes.Count(outcome => outcome.IsCrash):N0} of them by a fault; {outcomes.Count(outcome => outcome.Unsteady is not null):N0} are written otherwise when read and written again; {outcomes.Count(outcome => outcome.Difference is not null):N0} differ without a warning.\n");
        AppendTargets(page, outcomes);
        Append(page, "Rules broken", outcomes.SelectMany(outcome => outcome.Violations.DistinctBy(violation => violation.Rule).Select(violation => new Row(violation.Rule.Name, outcome.Target, $"{outcome.Source}: {violation}"))));
        Append(page, "Refusals by reason", outcomes.Where(outcome => outcome.Refusal is not null).Select(outcome => new Row(outcome.Refusal!, outcome.Target, outcome.Source)));
        Append(page, "Written otherwise when read and written again, by the first difference", outcomes.Where(outcome => outcome.Unsteady is not null).Select(outcome => new Row(outcome.Unsteady!, outcome.Target, outcome.Source)));
        Append(page, "Different without a warning", outcomes.Where(outcome => outcome.Difference is not null).Select(outcome => new Row(outcome.Difference!, outcome.Target, outcome.Source)));
        return page.ToString();
    }

    private static string Share(int count, int all) => string.Create(CultureInfo.InvariantCulture, $"{count * 100.0 / Math.Max(1, all):0.00} %");

    private static void AppendTargets(StringBuilder page, IReadOnlyList<MatrixOutcome> outcomes)
    {
        page.Append("\n## By target\n\n| target | triples | break a rule | refused |\n| --- | ---: | ---: | ---: |\n");
        foreach (var target in outcomes.GroupBy(outcome => outcome.Target).OrderBy(target => target.Key.Wire, StringComparer.Ordinal).ThenBy(target => target.Key.ToString(), StringComparer.Ordinal))
        {
            var (all, broken, refused) = (target.Count(), target.Count(outcome => outcome.Violations.Count > 0), target.Count(outcome => outcome.Refusal is not null));
            page.Append(CultureInfo.InvariantCulture, $"| {target.Key} | {all} | {broken} ({Share(broken, all)}) | {refused} ({Share(refused, all)}) |\n");
        }
    }

    private static void Append(StringBuilder page, string title, IEnumerable<Row> rows)
    {
        page.Append("\n## ").Append(title).Append("\n\n| what | triples | where | example |\n| --- | ---: | --- | --- |\n");
        foreach (var kind in rows.GroupBy(row => row.Kind, StringComparer.Ordinal).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var where = kind.GroupBy(row => row.Target.ToString(), StringComparer.Ordinal).OrderByDescending(target => target.Count()).ThenBy(target => target.Key, StringComparer.Ordinal).Select(target => $"{target.Key} {target.Count()}");
            var example = kind.Select(row => row.Example).Order(StringComparer.Ordinal).First().ReplaceLineEndings(" ").Replace('|', '¦');
            page.Append("| ").Append(kind.Key.Replace('|', '¦')).Append(" | ").Append(kind.Count()).Append(" | ").AppendJoin(", ", where).Append(" | ").Append(example.Length > 160 ? example[..160] : example).Append(" |\n");
        }
    }

    /// <summary>What went wrong with one request for one target, a line for each thing.</summary>
    public static IEnumerable<string> CasesOf(MatrixOutcome outcome)
    {
        IEnumerable<(string Kind, string Text)> cases = outcome.Violations.Select(violation => (violation.Rule.Name, violation.ToString()));
        cases = outcome.Refusal is { } refusal ? cases.Append(("refused", refusal)) : cases;
        cases = outcome.Unsteady is { } unsteady ? cases.Append(("unsteady", unsteady)) : cases;
        cases = outcome.Difference is { } difference ? cases.Append(("silent", difference)) : cases;
        return cases.Select(found => $"{found.Kind}\t{outcome.Target}\t{outcome.Source}\t{found.Text.ReplaceLineEndings(" ")}");
    }

    private readonly record struct Row(string Kind, MatrixTarget Target, string Example);
}
