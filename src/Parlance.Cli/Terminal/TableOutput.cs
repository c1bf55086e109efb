using System.Text;
using Spectre.Console;

namespace Parlance.Cli.Terminal;

/// <summary>Rows for people: a drawn table on a terminal, aligned columns in a pipe.</summary>
internal static class TableOutput
{
    public static void Write(CliEnvironment environment, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (environment.IsOutputRedirected)
        {
            WriteAligned(text, [columns, .. rows]);
        }
        else
        {
            WriteDrawn(environment, text, columns, rows);
        }

        environment.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void WriteAligned(StringWriter text, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static void WriteDrawn(CliEnvironment environment, StringWriter text, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.UsesColorOnOutput ? AnsiSupport.Yes : AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }
}
