using System.Text;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Requests;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>The recorded chat requests that their provider took and answered.</summary>
internal static class AcceptedRequests
{
    /// <summary>The wires whose requests have a grammar.</summary>
    public static IReadOnlyList<string> Wires { get; } = [.. SpineWires.Requests.Where(wire => RequestGrammar.Wires.Contains(SpineWires.FamilyOf(wire)) && wire != "ollama-generate")];

    public static IEnumerable<Recording> Of(string wire)
    {
        var expected = RecordingStore.ReadExpected(wire);
        return RecordedRequests.Accepted(wire).Where(recording =>
            recording.Status is >= 200 and < 300
            && (!expected.TryGetValue(recording.Id, out var line) || !line.TryGetProperty("expect", out var expect) || expect.GetProperty("ok").GetBoolean()));
    }

    /// <summary>Whom a request was sent to.</summary>
    public static RequestReceiver ReceiverOf(Recording recording)
    {
        var body = RecordedRequests.TryParse(recording)!;
        var model = body["model"]?.GetValueKind() == System.Text.Json.JsonValueKind.String ? body["model"]!.GetValue<string>() : recording.Text("model");
        return new RequestReceiver(SpineWires.FamilyOf(recording.Wire), recording.Text("provider") ?? "", model ?? "");
    }

    public static IReadOnlyList<RequestViolation> Check(Recording recording) =>
        RequestGrammar.Check(Encoding.UTF8.GetBytes(recording.RequestBody!), ReceiverOf(recording));
}
