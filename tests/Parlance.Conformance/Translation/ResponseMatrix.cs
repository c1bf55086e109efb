using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Parlance.Conformance.Grammar;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Replay;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Translation;

/// <summary>Every recorded response of a wire, said in every wire that has a server half, streamed and whole.</summary>
internal static class ResponseMatrix
{
    // A stream into which the recorder spliced a second message: its blocks repeat the indexes of those still open.
    private const string Spliced = "7005adfc82950285";

    private static readonly ConcurrentDictionary<string, Lazy<TranslationTally>> s_measured = new(StringComparer.Ordinal);

    public static TranslationTally Measure(string wire) => s_measured.GetOrAdd(wire, static wire => new(() => MeasureAll(wire))).Value;

    private static TranslationTally MeasureAll(string wire)
    {
        var tally = new TranslationTally();
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.HasResponse && recording.Status < 400 && recording.Id != Spliced))
        {
            var original = RecordingDecoder.TryDecode(wire, recording.ResponseBody) is { } response ? ResponseReading.Read(response) : null;
            foreach (var target in TargetWires.All)
            {
                tally.Add(target, isStreaming: true, Translate(recording, original, target, isStreaming: true));
                tally.Add(target, isStreaming: false, Translate(recording, original, target, isStreaming: false));
            }
        }

        return tally;
    }

    private static TranslationResult Translate(Recording recording, ResponseReading? original, string target, bool isStreaming)
    {
        var form = $"{recording.Id} as {target}, {(isStreaming ? "streamed" : "whole")}";
        var output = new ArrayBufferWriter<byte>();
        using var encoder = WireNames.Get(target).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "model") { FallbackId = "made-up", TimeProvider = new FakeTimeProvider() });
        RecordingDecoder.ToSink(recording.Wire, recording.ResponseBody, ReplayChunks.Whole, new GrammarCheckingSink(encoder));
        var body = output.WrittenSpan.ToArray();
        if (original is null && (!isStreaming || (target != "ollama-chat" && body.AsSpan().StartsWith("{"u8))))
        {
            // A response that failed whole, or before its stream began, is the body of an error response, which no
            // grammar of success describes.
            return new TranslationResult(JsonElement.Parse(body).ValueKind == JsonValueKind.Object ? null : $"{form}: no body", HasWarnings: false);
        }

        var translated = RecordingDecoder.TryDecode(target, body) is { } response ? ResponseReading.Read(response) : null;
        var violation = FindViolation(target, body, isStreaming, original) ?? FindLoss(original, translated, target, encoder.Warnings);
        return new TranslationResult(violation is null ? null : $"{form}: {violation}", encoder.Warnings.Count > 0);
    }

    private static string? FindViolation(string target, byte[] body, bool isStreaming, ResponseReading? original)
    {
        // A reason that nobody knows survives verbatim, and the vendors' clients hand it on.
        var isUnknownReason = original?.Outcome.Finish is not (null or "stop" or "length" or "tool_calls" or "content_filter");
        return WireGrammar.Check(target, body, isStreaming, GrammarProfile.Strict)
            .FirstOrDefault(violation => !(isUnknownReason && violation.Contains("which is no", StringComparison.Ordinal)));
    }

    private static string? FindLoss(ResponseReading? original, ResponseReading? translated, string target, IReadOnlyList<ChatWarning> warnings)
    {
        if (original is null || translated is null)
        {
            return original is null == translated is null ? null : "one of the two is an error";
        }

        var named = warnings.Select(warning => warning.Field).ToHashSet(StringComparer.Ordinal);
        var lost = ResponseDifferences.Find(original, translated, target).Where(difference => !difference.Warnings.Any(named.Contains)).Select(difference => difference.Field).ToList();
        return lost.Count == 0 ? null : $"differs without a warning in {string.Join(", ", lost)}";
    }
}
