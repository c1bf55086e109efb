using System.Text;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

public sealed class ChecklistTests
{
    [Fact]
    public void The_checklist_page_names_the_tests_of_every_row()
    {
        var page = new StringBuilder("# Checklist\n\n");
        page.Append("Which tests cover which row of the checklist. Generated from the traits in the tests' sources; do not edit.\n\n");
        AppendTable(page, "row", ChecklistTraits.Rows);
        page.Append("\n## Pitfalls\n\nWhich tests would have caught what broke in other clients and gateways.\n\n");
        AppendTable(page, "pitfall", ChecklistTraits.Pitfalls);
        GeneratedPage.Verify("checklist.md", page.ToString());
    }

    [Fact]
    public void Traits_belong_to_the_method_or_class_below_them()
    {
        // Put together here, because this file is searched for traits like any other.
        string[] source =
        [
            TraitOf("C1"),
            "public sealed class FirstTests",
            "{",
            "    [Fact]",
            $"    {TraitOf("N2")}{TraitOf("A3")}{TraitOf("7", "Pitfall")}",
            "    public async Task Does_this() => await Nothing();",
            "",
            "    [Fact]",
            "    public void Does_that() => Nothing();",
            "}",
        ];

        ChecklistTraits.FindInSource(source, ChecklistTraits.Rows).ShouldBe([("C1", "FirstTests"), ("N2", "FirstTests.Does_this"), ("A3", "FirstTests.Does_this")]);
        ChecklistTraits.FindInSource(source, ChecklistTraits.Pitfalls).ShouldBe([("7", "FirstTests.Does_this")]);
    }

    private static void AppendTable(StringBuilder page, string heading, string kind)
    {
        page.Append("| ").Append(heading).Append(" | tests |\n| --- | --- |\n");
        foreach (var (id, tests) in ChecklistTraits.Find(Path.Combine(RecordingStore.RepositoryRoot, "tests"), kind))
        {
            page.Append("| ").Append(id).Append(" | ").AppendJoin("<br>", tests.Select(test => $"`{test}`")).Append(" |\n");
        }
    }

    private static string TraitOf(string id, string kind = "Checklist") => $"[Trait(\"{kind}\", \"{id}\")]";
}
