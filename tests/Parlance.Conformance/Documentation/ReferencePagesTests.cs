using System.Text;
using Parlance.Testing;

namespace Parlance.Conformance.Documentation;

/// <summary>Tables of pages that are written by hand, held against what they list.</summary>
public sealed class ReferencePagesTests
{
    [Fact]
    public void The_page_of_providers_lists_every_row()
    {
        var table = new StringBuilder("| name | who | wire | base URL | key |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in Parlance.Providers.All.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            var key = row.KeyVariables.IsEmpty ? "none" : $"`{row.KeyVariables[0]}`{(row.IsKeyOptional ? " (optional)" : "")}";
            table.Append("| `").Append(row.Name).Append("` | [").Append(row.DisplayName).Append("](").Append(row.Documentation).Append(") | ")
                .Append(row.Protocol.Wire).Append(" | `").Append(row.BaseUrl).Append("` | ").Append(key).Append(" |\n");
        }

        GeneratedPage.VerifySection("providers.md", table.ToString());
    }

    [Fact]
    public void The_page_of_the_simulator_lists_every_fault()
    {
        var table = new StringBuilder("| model name | number | what happens |\n| --- | --- | --- |\n");
        foreach (var fault in SimulatorFaults.All)
        {
            table.Append("| `").Append(fault.Example).Append("` | ").Append(fault.Argument).Append(" | ").Append(fault.Description).Append(" |\n");
        }

        GeneratedPage.VerifySection("simulator.md", table.ToString());
    }
}
