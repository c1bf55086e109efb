using System.Text.Json;
using System.Text.RegularExpressions;
using Parlance.Conformance.Replay;

namespace Parlance.Conformance.Translation;

/// <summary>
/// In what a translated response says something else than its original: each field with the names under which an encoder
/// may have reported it. A difference that no warning names is a loss in silence.
/// </summary>
internal static partial class ResponseDifferences
{
    private static readonly string[] s_kept = ["ServerToolCall", "ServerToolResult", "Opaque"];

    public static IEnumerable<(string Field, string[] Warnings)> Find(ResponseReading original, ResponseReading translated, string target)
    {
        var (before, after) = (original.Outcome, translated.Outcome);
        (string Field, bool IsSame, string[] Warnings)[] fields =
        [
            ("text", before.Text == after.Text, []),
            ("reasoning", before.Reasoning == after.Reasoning, []),
            ("tool calls", SameCalls(before, after), ["ToolCalls"]),
            ("ids of tool calls", before.ToolIds.Count < before.ToolCalls.Count || before.ToolIds.SequenceEqual(after.ToolIds, StringComparer.Ordinal), ["ToolCalls"]),
            ("finish reason", SameFinish(before, after), ["FinishReason"]),
            ("usage", before.Usage is not { } usage || (after.Usage is { } carried && SameUsage(usage, carried)), ["Usage"]),
            ("model", before.Model is null || before.Model == after.Model, []),
            // The only wire whose responses have no id.
            ("response id", target == "ollama-chat" || string.IsNullOrEmpty(before.ResponseId) || before.ResponseId == after.ResponseId, []),
            ("citations", !original.Citations.Except(translated.Citations, StringComparer.Ordinal).Any(), ["Annotations"]),
            ("media", original.Media.SequenceEqual(translated.Media, StringComparer.Ordinal), ["Media"]),
            ("states of reasoning", CarriesStates(original.ReasoningStates, translated.ReasoningStates), ["OpaqueState"]),
            ("states of tool calls", CarriesStates(original.CallStates, translated.CallStates), ["OpaqueState"]),
            ("kept blocks", original.KeptBlocks <= translated.KeptBlocks, s_kept),
            ("refusal", original.Refusal == translated.Refusal, ["Refusal"]),
        ];
        return fields.Where(field => !field.IsSame).Select(field => (field.Field, field.Warnings))
            .Concat(original.Extras.Except(translated.Extras).Except(s_timings, StringComparer.Ordinal).Select(name => ($"extra {name}", (string[])[name])));
    }

    /// <summary>How long a server took is its own affair: no answer depends on it, and no wire but Ollama's has a word for it.</summary>
    private static readonly string[] s_timings = ["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"];

    /// <summary>
    /// Wires wrap the state of others each in their own way, escaped or in an object, so it is known by its longest word;
    /// state without a long one holds no secret.
    /// </summary>
    private static bool CarriesStates(IReadOnlyList<string> original, IReadOnlyList<string> translated)
    {
        var carried = string.Concat(translated);
        return original.All(state => carried.Contains(LongWord().Matches(state).Select(word => word.Value).MaxBy(word => word.Length) ?? "", StringComparison.Ordinal));
    }

    private static bool SameCalls(Outcome before, Outcome after) =>
        before.ToolCalls.Count == after.ToolCalls.Count
        && before.ToolCalls.Zip(after.ToolCalls).All(pair =>
            pair.First.Name == pair.Second.Name && JsonElement.DeepEquals(OrNone(pair.First.Arguments), OrNone(pair.Second.Arguments)));

    /// <summary>No text and an empty object both say that there are no arguments.</summary>
    private static JsonElement OrNone(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Null || (arguments.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(arguments.GetString()))
            ? JsonElement.Parse("{}")
            : arguments;

    /// <summary>A stop with calls for the client is a call, whatever the wire's word.</summary>
    private static bool SameFinish(Outcome before, Outcome after) =>
        before.Finish == after.Finish || (before.ToolCalls.Count > 0 && before.Finish == "stop" && after.Finish == "tool_calls");

    /// <summary>A count that was never reported stands as 0 where the wire requires one.</summary>
    private static bool SameUsage(UsageCounts before, UsageCounts after) => OrZero(before) == OrZero(after);

    private static UsageCounts OrZero(UsageCounts usage) => usage with { UncachedInput = usage.UncachedInput ?? 0, Output = usage.Output ?? 0 };

    [GeneratedRegex("[A-Za-z0-9]{20,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongWord();
}
