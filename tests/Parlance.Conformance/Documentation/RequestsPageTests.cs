using System.Text;
using Parlance.Protocols;

namespace Parlance.Conformance.Documentation;

/// <summary>docs/requests.md prints the closed list of what may be left out without a word.</summary>
public sealed class RequestsPageTests
{
    [Fact]
    public void The_page_lists_what_has_no_effect_on_the_answer()
    {
        var table = new StringBuilder("| what is left out | why no answer depends on it |\n| --- | --- |\n");
        foreach (var member in WithoutEffect.All)
        {
            table.Append("| ").Append(member.Name).Append(" | ").Append(member.Message).Append(" |\n");
        }

        WithoutEffect.All.ShouldAllBe(member => member.Message.Length > 0);
        GeneratedPage.VerifySection("requests.md", table.ToString());
    }
}
