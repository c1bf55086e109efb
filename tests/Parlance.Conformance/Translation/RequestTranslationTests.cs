using Parlance.Conformance.Recordings;
using Parlance.Conformance.Requests;

namespace Parlance.Conformance.Translation;

/// <summary>Every recorded request becomes a request of every other wire that its server would look at, or says why it cannot.</summary>
public sealed class RequestTranslationTests
{
    [Theory]
    [MemberData(nameof(SpineWires.AllRequests), MemberType = typeof(SpineWires))]
    public void Every_request_is_translated_or_refused_for_its_content(string wire)
    {
        var flaws = new List<string>();
        foreach (var recording in RecordedRequests.Accepted(wire))
        {
            flaws.AddRange(TargetWires.All.Where(target => target != SpineWires.FamilyOf(wire)).SelectMany(target => FindFlaws(recording, target)));
        }

        flaws.ShouldBeEmpty();
    }

    private static IEnumerable<string> FindFlaws(Recording recording, string target)
    {
        try
        {
            var (body, warnings) = RecordedRequests.Write(recording, RecordedRequests.Read(recording), WireNames.Get(target), model: "model");
            var shape = RequestShapes.Check(target, body).Select(violation => $"{recording.Id} as {target}: {violation}");
            var unnamed = warnings.Where(warning => warning.Field.Length == 0 || warning.Message.Length == 0).Select(_ => $"{recording.Id} as {target}: a warning names no field or says nothing");
            return shape.Take(1).Concat(unnamed.Take(1));
        }
        catch (LlmException refused) when (refused.Kind is LlmErrorKind.Unsupported or LlmErrorKind.InvalidRequest)
        {
            return refused.Message.Length > 0 ? [] : [$"{recording.Id} as {target}: refused without a reason"];
        }
    }
}
