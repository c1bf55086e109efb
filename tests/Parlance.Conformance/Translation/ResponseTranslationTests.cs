using System.Buffers;
using System.Text.Json;
using Parlance.Conformance.Grammar;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Replay;
using Parlance.Protocols;
using Parlance.Testing;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Translation;

/// <summary>Every recorded response can be said in every wire, in a form that the wire's own clients accept, and says the same there.</summary>
public sealed class ResponseTranslationTests
{
    // A stream into which the recorder spliced a second message: its blocks repeat the indexes of those still open.
    private const string Spliced = "7005adfc82950285";

    [Theory]
    [MemberData(nameof(SpineWires.AllResponses), MemberType = typeof(SpineWires))]
    [Trait("Checklist", "C77")]
    public void Every_response_says_the_same_in_every_wire(string wire)
    {
        var flaws = new List<string>();
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.HasResponse && recording.Status < 400 && recording.Id != Spliced))
        {
            var original = RecordingDecoder.Decode(wire, recording.ResponseBody);
            foreach (var target in TargetWires.All)
            {
                flaws.AddRange(FindFlaws(recording, original, target, isStreaming: true));
                flaws.AddRange(FindFlaws(recording, original, target, isStreaming: false));
            }
        }

        flaws.ShouldBeEmpty();
    }

    private static IEnumerable<string> FindFlaws(Recording recording, Outcome original, string target, bool isStreaming)
    {
        var form = $"{recording.Id} as {target}, {(isStreaming ? "streamed" : "whole")}";
        var body = Translate(recording, target, isStreaming);
        if (!original.IsSuccess && (!isStreaming || (target != "ollama-chat" && body.AsSpan().StartsWith("{"u8))))
        {
            // A response that failed whole, or before its stream began, is the body of an error response, which no
            // grammar of success describes.
            return JsonElement.Parse(body).ValueKind == JsonValueKind.Object ? [] : [$"{form}: no body"];
        }

        // A reason that nobody knows survives verbatim, and the vendors' clients hand it on.
        var isUnknownReason = original.Finish is not (null or "stop" or "length" or "tool_calls" or "content_filter");
        var violations = WireGrammar.Check(target, body, isStreaming, GrammarProfile.Strict)
            .Where(violation => !(isUnknownReason && violation.Contains("which is no", StringComparison.Ordinal)))
            .Take(1).Select(violation => $"{form}: {violation}");
        var differing = CarriedOutcome.Differing(target, isStreaming, original, RecordingDecoder.Decode(target, body));
        return differing.Count == 0 ? violations : violations.Append($"{form}: differs in {string.Join(", ", differing)}");
    }

    private static byte[] Translate(Recording recording, string target, bool isStreaming)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = WireNames.Get(target).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "model") { FallbackId = "made-up", TimeProvider = new ManualTimeProvider() });
        RecordingDecoder.ToSink(recording.Wire, recording.ResponseBody, ReplayChunks.Whole, new GrammarCheckingSink(encoder));
        return output.WrittenSpan.ToArray();
    }
}
