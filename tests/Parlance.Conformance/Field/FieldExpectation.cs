using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Field;

/// <summary>
/// One line of expectations.tsv: a case, receivers (<c>*</c>, or beginnings of <c>PROVIDER/MODEL</c> with commas between), what
/// must hold of each (conditions with <c>&amp;&amp;</c> between), and why that is right.
/// </summary>
internal sealed record FieldExpectation(string Case, IReadOnlyList<string> Targets, IReadOnlyList<FieldCondition> Conditions, string Reason)
{
    public bool IsAbout(string target) => Targets.Any(start => start == "*" || target.StartsWith(start, StringComparison.Ordinal));

    /// <summary>A refusal stands for itself; anything else must have been sent, and every condition hold.</summary>
    public IEnumerable<string> Unmet(WrittenRequest written) => Conditions.Where(condition => !condition.Holds(written)).Select(condition => condition.Text);

    public static IReadOnlyList<FieldExpectation> ReadAll() =>
        [.. File.ReadLines(Path.Combine(RecordingStore.RepositoryRoot, "tests/Parlance.Conformance/Field/expectations.tsv"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(Parse)];

    internal static FieldExpectation Parse(string line)
    {
        var cells = line.Split('\t');
        return cells.Length == 4 && cells.All(cell => cell.Length > 0)
            ? new FieldExpectation(cells[0], cells[1].Split(','), [.. cells[2].Split(" && ").Select(condition => new FieldCondition(condition))], cells[3])
            : throw new FormatException($"'{line}' is no case, receivers, conditions and reason with tabs between.");
    }
}
