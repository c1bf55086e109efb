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
        Table(page, "Rules broken", "rule | target | triples | example", outcomes.SelectMany(outcome => outcome.Violations.DistinctBy(violation => violation.Rule).Select(violation => ($"{violation.Rule.Name} | {outcome.Target}", $"{outcome.Source} {violation}"))));
        Table(page, "Refusals by reason", "reason | triples | example", outcomes.Where(outcome => outcome.Refusal is not null).Select(outcome => (outcome.Refusal!, $"{outcome.Source} → {outcome.Target}")));
        Table(page, "Refusals by target", "target | triples | example", outcomes.Where(outcome => outcome.Refusal is not null).Select(outcome => (outcome.Target.ToString(), $"{outcome.Source}: {outcome.Refusal}")));
        Table(page, "Written otherwise when read and written again", "target | first difference | triples | example", outcomes.Where(outcome => outcome.Unsteady is not null).Select(outcome => ($"{outcome.Target} | {outcome.Unsteady}", outcome.Source)));
        Table(page, "Different without a warning", "target | difference | triples | example", outcomes.Where(outcome => outcome.Difference is not null).Select(outcome => ($"{outcome.Target} | {outcome.Difference}", outcome.Source)));
        return page.ToString();
    }

    private static string Share(int count, int all) => string.Create(CultureInfo.InvariantCulture, $"{count * 100.0 / Math.Max(1, all):0.00} %");

    private static void Table(StringBuilder page, string title, string head, IEnumerable<(string Key, string Example)> rows)
    {
        page.Append("\n## ").Append(title).Append("\n\n| ").Append(head).Append(" |\n|").Append(string.Concat(head.Split('|').Select(_ => " --- |"))).Append('\n');
        foreach (var group in rows.GroupBy(row => row.Key, row => row.Example, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            var example = group.Order(StringComparer.Ordinal).First().ReplaceLineEndings(" ");
            page.Append("| ").Append(group.Key).Append(" | ").Append(group.Count()).Append(" | ").Append(example.Length > 160 ? example[..160] : example).Append(" |\n");
        }
    }
}
