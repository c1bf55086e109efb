using System.Globalization;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Documentation;

/// <summary>One line of checklist.tsv: a row of the checklist, or a pitfall, and a test (or a class of tests) that covers it.</summary>
internal sealed record ChecklistLine(string Id, string Test)
{
    private const string Areas = "NAXCM";

    /// <summary>Rows begin with the letter of their area, pitfalls are bare numbers.</summary>
    public bool IsPitfall => char.IsAsciiDigit(Id[0]);

    /// <summary>Ordered as text, the place of the line in the table: by area, pitfalls behind all of them, then by number, then by test.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{(IsPitfall ? Areas.Length : Areas.IndexOf(Id[0]))} {int.Parse(IsPitfall ? Id : Id[1..], CultureInfo.InvariantCulture):D4} {Test}");

    /// <summary>The whole table.</summary>
    public static IReadOnlyList<ChecklistLine> ReadAll() =>
        [.. File.ReadLines(Path.Combine(RecordingStore.RepositoryRoot, "tests/Parlance.Conformance/Documentation/checklist.tsv")).Select(Parse)];

    public override string ToString() => $"{Id} {Test}";

    internal static ChecklistLine Parse(string line) => line.Split('\t') is [{ Length: > 0 } id, { Length: > 0 } test]
        ? new ChecklistLine(id, test)
        : throw new FormatException($"A line of the checklist is an id, a tab and a test, not '{line}'.");
}
