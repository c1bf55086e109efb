using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Translation;

/// <summary>Every recorded response can be said in every wire, in a form that the wire's own clients accept, and says the same there.</summary>
public sealed class ResponseTranslationTests
{
    [Theory]
    [MemberData(nameof(SpineWires.AllResponses), MemberType = typeof(SpineWires))]
    public void Every_response_says_the_same_in_every_wire_or_says_what_it_does_not(string wire)
    {
        var tally = ResponseMatrix.Measure(wire);
        var total = tally.Total;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{wire}: {total.All} triples of recording, source and target ({total.Streamed} streamed, {total.Whole} whole), {total.Warned} with warnings, {tally.Violations.Count} violations.");
        tally.Violations.ShouldBeEmpty();
    }
}
