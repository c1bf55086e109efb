using System.Text;

namespace Parlance.Conformance.Field;

/// <summary>
/// Requests that people saw refused, written for the receivers that refused them: no rule of the receiver is broken, and each is
/// written in the way that expectations.tsv says and gives a reason for.
/// </summary>
public sealed class FieldCasesTests
{
    private static readonly IReadOnlyList<FieldExpectation> s_expectations = FieldExpectation.ReadAll();

    public static TheoryData<string> Ids => FieldCase.SkipReason is null ? [.. FieldCase.ReadAll().Select(@case => @case.Id)] : ["none"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_case_is_written_as_its_receivers_take_it(string id)
    {
        var @case = FieldCase.ReadAll().Single(@case => @case.Id == id);
        var wrong = @case.Targets.Select(target => (Target: target, Problems: Problems(@case, target))).Where(found => found.Problems.Count > 0).ToList();
        var text = new StringBuilder();
        foreach (var (target, problems) in wrong)
        {
            text.Append("\n  ").Append(target).Append(": ").AppendJoin("\n    ", problems);
        }

        // What to lower the ratchet to.
        TestContext.Current.TestOutputHelper?.WriteLine($"[\"{id}\"] = {wrong.Count},{text}");
        wrong.Count.ShouldBeLessThanOrEqualTo(FieldRatchet.Of(id), text.ToString());
    }

    [Fact]
    public void Every_receiver_of_every_case_is_expected_to_get_something()
    {
        var cases = FieldCase.ReadAll();
        cases.SelectMany(@case => @case.Targets.Where(target => !s_expectations.Any(expectation => expectation.Case == @case.Id && expectation.IsAbout(target)))
            .Select(target => $"{@case.Id} → {target}")).ShouldBeEmpty();
        s_expectations.Where(expectation => !cases.Any(@case => @case.Id == expectation.Case && @case.Targets.Any(expectation.IsAbout))).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_shows_what_is_sent_now() => Documentation.GeneratedPage.Verify("evidence/field.md", FieldPage.Write(FieldCase.ReadAll(), s_expectations));

    private static List<string> Problems(FieldCase @case, string target)
    {
        var written = WrittenRequest.Write(@case.Wire, @case.Body, target);
        return
        [
            .. written.Violations.Select(violation => violation.ToString()),
            .. s_expectations.Where(expectation => expectation.Case == @case.Id && expectation.IsAbout(target)).SelectMany(expectation => expectation.Unmet(written)).Select(unmet => $"not so: {unmet}{(written.Refusal is { } refusal ? $" (refused: {refusal})" : "")}"),
        ];
    }
}
