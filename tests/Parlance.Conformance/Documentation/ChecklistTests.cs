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
        page.Append("| row | tests |\n| --- | --- |\n");
        foreach (var (id, tests) in ChecklistTraits.Find(Path.Combine(RecordingStore.RepositoryRoot, "tests")))
        {
            page.Append("| ").Append(id).Append(" | ").AppendJoin("<br>", tests.Select(test => $"`{test}`")).Append(" |\n");
        }

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
            $"    {TraitOf("N2")}{TraitOf("A3")}",
            "    public async Task Does_this() => await Nothing();",
            "",
            "    [Fact]",
            "    public void Does_that() => Nothing();",
            "}",
        ];

        ChecklistTraits.FindInSource(source).ShouldBe([("C1", "FirstTests"), ("N2", "FirstTests.Does_this"), ("A3", "FirstTests.Does_this")]);
    }

    private static string TraitOf(string id) => $"[Trait(\"Checklist\", \"{id}\")]";
}
