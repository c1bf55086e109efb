using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Requests;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Conformance.Translation;

/// <summary>Every recorded request of a wire, said in every other wire that has a server half, and read again there.</summary>
internal static class RequestMatrix
{
    private static readonly ConcurrentDictionary<string, Lazy<TranslationTally>> s_measured = new(StringComparer.Ordinal);

    public static TranslationTally Measure(string wire) => s_measured.GetOrAdd(wire, static wire => new(() => MeasureAll(wire))).Value;

    private static TranslationTally MeasureAll(string wire)
    {
        var tally = new TranslationTally();
        foreach (var recording in RecordedRequests.Accepted(wire))
        {
            foreach (var target in TargetWires.All.Where(target => target != SpineWires.FamilyOf(wire)))
            {
                var isStreaming = RecordedRequests.Read(recording).IsStreaming;
                tally.Add(target, isStreaming, Translate(recording, target));
            }
        }

        return tally;
    }

    private static TranslationResult Translate(Recording recording, string target)
    {
        var form = $"{recording.Id} as {target}, request";
        try
        {
            var provider = WireNames.Get(target);
            var call = RecordedRequests.Read(recording);
            var outgoing = call with { Model = "model", Recipient = provider.Issuer, WarningDetail = WarningDetail.All };
            using var body = new PooledBuffer();
            provider.Protocol.WriteRequest(outgoing, body);
            var violation = RequestShapes.Check(target, JsonElement.Parse(body.Span)).Take(1).SingleOrDefault()
                ?? FindLoss(Encoding.UTF8.GetString(body.Span), RequestReading.Read(call), RequestReading.Read(provider.Protocol.ReadRequest(body.Span.ToArray())), outgoing);
            return new TranslationResult(violation is null ? null : $"{form}: {violation}", outgoing.Warnings.Count > 0);
        }
        catch (LlmException refused) when (refused.Kind is LlmErrorKind.Unsupported or LlmErrorKind.InvalidRequest)
        {
            return new TranslationResult(refused.Message.Length > 0 ? null : $"{form}: refused without a reason", HasWarnings: true);
        }
    }

    public static string? FindLoss(string body, IReadOnlyDictionary<string, string> asked, IReadOnlyDictionary<string, string> said, ChatCall outgoing)
    {
        if (outgoing.Warnings.Any(warning => warning.Field.Length == 0 || warning.Message.Length == 0))
        {
            return "a warning names no field or says nothing";
        }

        var lost = asked.Where(setting => said.GetValueOrDefault(setting.Key) != setting.Value).Select(setting => setting.Key)
            .Where(name => !IsNamed(name, outgoing) && !(name == RequestReading.Media && HoldsAll(body, asked[name])))
            .ToList();
        return lost.Count == 0 ? null : $"differs without a warning in {string.Join(", ", lost)}";
    }

    /// <summary>True where a body holds the media of a request at some place, such as an image within a tool's result.</summary>
    private static bool HoldsAll(string body, string media) =>
        media.Split('\n').All(address => body.Contains(address, StringComparison.Ordinal));

    private static bool IsNamed(string name, ChatCall call) => call.EachWarning.Any(warning => RequestReading.IsAbout(warning.Field, name, call) || name switch
    {
        // A whole conversation that became one text, and instructions that ask for the form of an answer.
        _ when warning is { Kind: ChatWarningKind.Coerced, Field: "Messages" } => true,
        RequestReading.Instructions or RequestReading.UserWords when warning is { Kind: ChatWarningKind.Coerced, Field: nameof(ChatOptions.ResponseFormat) } => true,

        // What is not the user's goes into the user's words: images of results, results without a call, a request to go on.
        RequestReading.UserWords => warning.Kind == ChatWarningKind.Coerced && warning.Field.StartsWith("Messages[", StringComparison.Ordinal),

        // A result that was made for a call, or that goes to another, is told at the call; a tool's other name at the tool.
        "results" => warning.Kind == ChatWarningKind.Coerced && warning.Field.StartsWith("Messages[", StringComparison.Ordinal),
        "calls" => warning.Kind == ChatWarningKind.Coerced && warning.Field.StartsWith("Tools[", StringComparison.Ordinal),

        // Where calls cannot be forbidden, the tools are left out for the mode's sake.
        nameof(ChatOptions.Tools) => warning is { Kind: ChatWarningKind.Coerced, Field: nameof(ChatOptions.ToolMode) },
        // What is said about tools goes with the last of them.
        nameof(ChatOptions.ToolMode) or nameof(ChatOptions.AllowMultipleToolCalls) => warning.Field.StartsWith(nameof(ChatOptions.Tools), StringComparison.Ordinal),
        _ => false,
    });
}
