using System.Text.Json;
using Parlance.Conformance.Replay;

namespace Parlance.Conformance.Translation;

/// <summary>
/// What a wire can carry of a response: two readings of one response must agree in this much, whichever wires lie
/// between them.
/// </summary>
internal static class CarriedOutcome
{
    /// <summary>The fields in which a translated response says something else than its original, empty where none.</summary>
    public static IReadOnlyList<string> Differing(string target, bool isStreaming, Outcome original, Outcome translated)
    {
        if (!original.IsSuccess || !translated.IsSuccess)
        {
            return original.IsSuccess == translated.IsSuccess ? [] : ["ok"];
        }

        (string Field, bool IsEqual)[] fields =
        [
            ("text", original.Text == translated.Text),
            ("reasoning", original.Reasoning == translated.Reasoning),
            ("tool_calls", SameCalls(target, isStreaming, original, translated)),
            ("tool_ids", target == "ollama-chat" || original.ToolIds.Count < original.ToolCalls.Count || original.ToolIds.SequenceEqual(translated.ToolIds, StringComparer.Ordinal)),
            ("finish", SameFinish(target, original, translated)),
            ("usage", original.Usage is not { } usage || (translated.Usage is { } carried && SameUsage(target, usage, carried))),
            ("model", original.Model is null || original.Model == translated.Model),
        ];
        return [.. fields.Where(field => !field.IsEqual).Select(field => field.Field)];
    }

    private static bool SameCalls(string target, bool isStreaming, Outcome original, Outcome translated)
    {
        // Arguments that are no object stand as text in OpenAI's wire and in Anthropic's stream; elsewhere they cannot stand.
        var takesAnyText = target is "openai-chat" or "openai-responses" || (target == "anthropic-messages" && isStreaming);
        return original.ToolCalls.Count == translated.ToolCalls.Count
            && original.ToolCalls.Zip(translated.ToolCalls).All(pair =>
                pair.First.Name == pair.Second.Name
                && (SameArguments(pair.First.Arguments, pair.Second.Arguments) || (!takesAnyText && pair.First.Arguments.ValueKind != JsonValueKind.Object)));
    }

    private static bool SameArguments(JsonElement original, JsonElement translated) =>
        JsonElement.DeepEquals(OrNone(original), OrNone(translated));

    /// <summary>No text and an empty object both say that there are no arguments.</summary>
    private static JsonElement OrNone(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Null || (arguments.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(arguments.GetString()))
            ? JsonElement.Parse("{}")
            : arguments;

    private static bool SameFinish(string target, Outcome original, Outcome translated) => (target, original.Finish) switch
    {
        // Ollama's reason is an open word that may be absent.
        ("ollama-chat", "content_filter") or ("ollama-chat", null) => original.Finish == translated.Finish,
        // A wire that must give a reason gives its ordinary one where the provider gave none or one of its own making.
        (_, not ("stop" or "length" or "tool_calls" or "content_filter")) => translated.Finish is not null,
        // Ollama tells calls by their presence: a reason alone cannot say that there were some.
        ("ollama-chat", "tool_calls") => translated.Finish == (original.ToolCalls.Count > 0 ? "tool_calls" : "stop"),
        _ => original.Finish == translated.Finish || (original.ToolCalls.Count > 0 && translated.Finish == "tool_calls" && original.Finish == "stop"),
    };

    private static bool SameUsage(string target, UsageCounts original, UsageCounts translated)
    {
        // A count that was never reported stands as 0 where the wire requires one.
        var isSameInput = Input(original) == Input(translated) && (original.Output ?? 0) == (translated.Output ?? 0);
        if (target == "gemini-generate" && original.Reasoning > (original.Output ?? 0))
        {
            // Reasoning is counted beside the rest of the output there: what claims to be more than the whole cannot be said.
            return Input(original) == Input(translated);
        }

        return isSameInput && target switch
        {
            "openai-chat" => original.CacheRead == translated.CacheRead && (original.Reasoning == translated.Reasoning || original.Reasoning > (original.Output ?? 0)),
            "anthropic-messages" => original.CacheRead == translated.CacheRead && original.CacheWrite == translated.CacheWrite,
            _ => true,
        };
    }

    private static long Input(UsageCounts usage) => (usage.UncachedInput ?? 0) + (usage.CacheRead ?? 0) + (usage.CacheWrite ?? 0);
}
