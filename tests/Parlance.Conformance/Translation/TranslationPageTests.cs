using System.Globalization;
using System.Text;
using Parlance.Conformance.Documentation;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Translation;

public sealed class TranslationPageTests
{
    [Fact]
    public void The_page_of_recordings_says_how_much_was_translated()
    {
        var responses = SpineWires.Responses.Select(wire => (wire, ResponseMatrix.Measure(wire))).ToList();
        var requests = SpineWires.Requests.Select(wire => (wire, RequestMatrix.Measure(wire))).ToList();
        var (said, asked) = (Sum(responses), Sum(requests));
        var violations = responses.Concat(requests).Sum(measured => measured.Item2.Violations.Count);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{said.All + asked.All:N0} triples of recording, source and target: {said.Streamed:N0} responses streamed, {said.Whole:N0} whole, {asked.All:N0} requests; {violations} violations.\n\n");
        page.Append("A cell holds the number of triples and, behind it, in how many something was named as lost or changed.\n\n### Responses, streamed and whole\n\n");
        AppendTable(page, responses);
        page.Append("\n### Requests, sent or refused with a reason\n\n");
        AppendTable(page, requests);
        GeneratedPage.VerifySection("recordings.md", page.ToString());
    }

    private static TranslationCounts Sum(List<(string Wire, TranslationTally Tally)> measured) =>
        measured.Aggregate(new TranslationCounts(), (sum, row) => sum + row.Tally.Total);

    private static void AppendTable(StringBuilder page, List<(string Wire, TranslationTally Tally)> measured)
    {
        page.Append("| source | ").AppendJoin(" | ", TargetWires.All).Append(" |\n| --- |").Append(string.Concat(TargetWires.All.Select(_ => " ---: |"))).Append('\n');
        foreach (var (wire, tally) in measured.Where(row => row.Tally.Total.All > 0))
        {
            page.Append("| `").Append(wire).Append("` | ").AppendJoin(" | ", TargetWires.All.Select(target => Cell(tally[target]))).Append(" |\n");
        }
    }

    private static string Cell(TranslationCounts counts) =>
        counts.All == 0 ? "" : counts.Warned == 0 ? $"{counts.All}" : $"{counts.All} ({counts.Warned})";
}
