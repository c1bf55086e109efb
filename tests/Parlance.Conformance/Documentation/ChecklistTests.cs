using System.Text;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

/// <summary>checklist.tsv maps what was promised to its tests. The page that is generated from it shows when an id loses its last line.</summary>
public sealed class ChecklistTests
{
    private static readonly IReadOnlyList<ChecklistLine> s_lines = ChecklistLine.ReadAll();

    [Fact]
    public void The_checklist_page_names_the_tests_of_every_row()
    {
        var page = new StringBuilder("# Checklist\n\n");
        page.Append("Which tests cover which row of the checklist. Generated from checklist.tsv in the conformance tests; do not edit.\n\n");
        AppendTable(page, "row", s_lines.Where(line => !line.IsPitfall));
        page.Append("\n## Pitfalls\n\nWhich tests would have caught what broke in other clients and gateways.\n\n");
        AppendTable(page, "pitfall", s_lines.Where(line => line.IsPitfall));
        GeneratedPage.Verify("checklist.md", page.ToString());
    }

    [Fact]
    public void Every_test_that_the_checklist_names_exists()
    {
        var tests = TestNames.Find(Path.Combine(RecordingStore.RepositoryRoot, "tests"));
        s_lines.Where(line => !tests.Contains(line.Test)).ShouldBeEmpty();
    }

    [Fact]
    public void The_lines_are_in_order_and_each_stands_there_once() =>
        s_lines.Zip(s_lines.Skip(1)).Where(pair => string.CompareOrdinal(pair.First.Place, pair.Second.Place) >= 0).ShouldBeEmpty();

    [Theory]
    [InlineData("N01 FirstTests")]
    [InlineData("N01\t")]
    [InlineData("N01\tFirstTests\tmore")]
    public void A_line_that_is_no_id_and_test_is_named(string line) =>
        Should.Throw<FormatException>(() => ChecklistLine.Parse(line)).Message.ShouldContain(line);

    [Fact]
    public void Tests_are_found_in_their_sources_and_nothing_else_is()
    {
        const string Source = """
            public sealed class FirstTests
            {
                [Fact]
                public async Task Does_this() => await Nothing();

                [Theory]
                [InlineData(1)]
                public void Does_that(int number) => Nothing();

                public void Is_no_test() => Nothing();
            }

            internal static class Helper
            {
                public static void Nothing() { }
            }
            """;

        TestNames.FindInSource(Source.Split('\n')).Distinct().ShouldBe(["FirstTests", "FirstTests.Does_this", "FirstTests.Does_that"]);
    }

    private static void AppendTable(StringBuilder page, string heading, IEnumerable<ChecklistLine> lines)
    {
        page.Append("| ").Append(heading).Append(" | tests |\n| --- | --- |\n");
        foreach (var row in lines.GroupBy(line => line.Id, StringComparer.Ordinal))
        {
            page.Append("| ").Append(row.Key).Append(" | ").AppendJoin("<br>", row.Select(line => $"`{line.Test}`")).Append(" |\n");
        }
    }
}
