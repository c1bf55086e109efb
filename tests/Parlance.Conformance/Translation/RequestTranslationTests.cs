using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Translation;

/// <summary>
/// Every recorded request becomes a request of every other wire that its server would look at and that asks for the same,
/// or says what it does not ask for, or why it cannot be.
/// </summary>
public sealed class RequestTranslationTests
{
    [Theory]
    [MemberData(nameof(SpineWires.AllRequests), MemberType = typeof(SpineWires))]
    public void Every_request_asks_for_the_same_or_is_refused_for_its_content(string wire)
    {
        var tally = RequestMatrix.Measure(wire);
        TestContext.Current.TestOutputHelper?.WriteLine($"{wire}: {tally.Total.All} triples of request, source and target, {tally.Total.Warned} with warnings or refused, {tally.Violations.Count} violations.");
        tally.Violations.ShouldBeEmpty();
    }
}
