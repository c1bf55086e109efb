using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Requests;
using Parlance.Conformance.Translation;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>Recorded accepted requests, written for other hosts and models and held to what those take.</summary>
internal static partial class ReceiverMatrix
{
    /// <summary>Every accepted request, of all wires that are read.</summary>
    public static IReadOnlyList<Recording> Sources() => [.. SpineWires.Requests.Where(wire => wire != "ollama-generate").SelectMany(AcceptedRequests.Of)];

    /// <summary>Every source for every target but the one that it was recorded from.</summary>
    public static IReadOnlyList<MatrixOutcome> Run(IEnumerable<Recording> sources, IReadOnlyList<MatrixTarget> targets)
    {
        var outcomes = new ConcurrentBag<MatrixOutcome>();
        Parallel.ForEach(sources, source =>
        {
            foreach (var outcome in Translate(source, targets))
            {
                outcomes.Add(outcome);
            }
        });
        return [.. outcomes];
    }

    /// <summary>Pairs of source and target, the same for the same seed.</summary>
    public static IReadOnlyList<MatrixOutcome> RunSlice(int seed, int count)
    {
        var random = new Random(seed);
        var (sources, targets) = (Sources(), MatrixTarget.All);
        var pairs = Enumerable.Range(0, count).Select(_ => (Source: sources[random.Next(sources.Count)], Target: targets[random.Next(targets.Count)])).Distinct();
        return [.. pairs.AsParallel().SelectMany(pair => Translate(pair.Source, [pair.Target]))];
    }

    private static IEnumerable<MatrixOutcome> Translate(Recording source, IReadOnlyList<MatrixTarget> targets)
    {
        var call = RecordedRequests.Read(source);
        var inbound = WireNames.Get(source.Wire);
        var isStreaming = inbound.Protocol.IsStreamingInAddress ? source.IsStream : call.IsStreaming;
        return targets.Where(target => target.Receiver.Model != source.Text("model") || target.Wire != SpineWires.FamilyOf(source.Wire))
            .Select(target => Write(source, call with { Model = target.Model, OriginalModel = inbound.Protocol.IsModelInAddress ? source.Text("model") : null, IsStreaming = isStreaming, Recipient = target.Provider.Issuer, KindredIssuers = target.Provider.KindredIssuers }, target));
    }

    private static MatrixOutcome Write(Recording source, ChatCall call, MatrixTarget target)
    {
        var outcome = new MatrixOutcome(source.ToString(), target);
        try
        {
            using var body = new PooledBuffer();
            target.Provider.Protocol.WriteRequest(call, body);
            return outcome with
            {
                Violations = RequestGrammar.Check(body.Span, target.Receiver),
                Unsteady = FindUnsteadiness(body.Span.ToArray(), call, target),
                Difference = FindDifference(body.Span.ToArray(), call, target),
            };
        }
        catch (LlmException refused) when (refused.Kind is LlmErrorKind.Unsupported or LlmErrorKind.InvalidRequest)
        {
            return outcome with { Refusal = KindOf(refused.Message) };
        }
        catch (Exception crash) when (crash is InvalidOperationException or ArgumentException or FormatException or NotSupportedException or NullReferenceException or KeyNotFoundException or RegexMatchTimeoutException)
        {
            return outcome with { IsCrash = true, Refusal = $"{crash.GetType().Name}: {KindOf(crash.Message)}" };
        }
    }

    /// <summary>What was shaped for a receiver is shaped for it no further.</summary>
    private static string? FindUnsteadiness(byte[] body, ChatCall call, MatrixTarget target)
    {
        try
        {
            var again = target.Provider.Protocol.ReadRequest(body, target.Provider.Issuer) with
            {
                Model = target.Model, IsStreaming = call.IsStreaming, Recipient = target.Provider.Issuer, KindredIssuers = target.Provider.KindredIssuers,
            };
            using var second = new PooledBuffer();
            target.Provider.Protocol.WriteRequest(again, second);
            return second.Span.SequenceEqual(body) ? null : FirstDifference(body, second.Span);
        }
        catch (LlmException refused)
        {
            return $"refused: {KindOf(refused.Message)}";
        }
    }

    private static string? FindDifference(byte[] body, ChatCall call, MatrixTarget target)
    {
        var (asked, said) = (RequestReading.Read(call), RequestReading.Read(target.Provider.Protocol.ReadRequest(body)));
        return RequestMatrix.FindLoss(Encoding.UTF8.GetString(body), asked, said, call);
    }

    private static string? FirstDifference(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var (one, two) = (JsonLeaves.Read(JsonElementOf(first)), JsonLeaves.Read(JsonElementOf(second)));
        var path = one.Keys.Union(two.Keys, StringComparer.Ordinal).FirstOrDefault(key => one.GetValueOrDefault(key) != two.GetValueOrDefault(key));
        return path is null ? null : Index.Replace(path, "[]");
    }

    private static System.Text.Json.JsonElement JsonElementOf(ReadOnlySpan<byte> body) => System.Text.Json.JsonElement.Parse(body);

    /// <summary>A message without its place and without what differs from request to request.</summary>
    private static string KindOf(string message)
    {
        var reason = message[(message.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 && colon < 60 ? colon + 2 : 0)..];
        return Particular.Replace(reason, "…") is { Length: > 140 } wordy ? wordy[..140] : Particular.Replace(reason, "…");
    }

    [GeneratedRegex(@"'[^']*'|\[(?:file|image)[^\]]*\]|\d[\d,.]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Particular { get; }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index { get; }
}
