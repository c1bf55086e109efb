using System.Collections.Frozen;
using System.Text.Json;

namespace Parlance.Conformance.Replay;

/// <summary>
/// Tells in which fields an outcome differs from what is expected. Where more than one reading of a recording is
/// defensible its expectation names a class of doubt, and the fields of that class are not compared.
/// </summary>
internal static class ExpectationComparer
{
    private static readonly string[] s_usage = ["usage"];
    private static readonly string[] s_calls = ["tool_calls", "tool_ids", "finish"];

    // Any other class excuses the whole recording.
    private static readonly FrozenDictionary<string, string[]> s_excused = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["error_kind"] = ["kind"],
        ["inline_think"] = ["text", "reasoning"],
        ["cohere_tool_plan"] = ["text", "reasoning"],
        ["audio_transcript"] = ["text"],
        ["billed_units_differ"] = s_usage,
        ["reasoning_exceeds_output"] = s_usage,
        ["cached_exceeds_input"] = s_usage,
        ["gemini_thoughts_only_in_total"] = s_usage,
        ["total_mismatch"] = s_usage,
        ["negative_count"] = s_usage,
        ["output_count_absent"] = s_usage,
        ["usage_field_lost"] = s_usage,
        ["usage_only_in_header"] = s_usage,
        ["dashscope_request_id"] = ["response_id"],
        ["response_id_varies"] = ["response_id"],
        ["finish_absent"] = ["finish"],
        ["finish_unknown"] = ["finish"],
        ["finish_enum_number"] = ["finish"],
        ["finish_details"] = ["finish"],
        ["prompt_blocked"] = ["ok", "finish", "kind", "status"],
        ["arguments_empty"] = ["tool_calls"],
        ["arguments_not_json"] = ["tool_calls"],
        ["builtin_client_tool"] = s_calls,
        ["mcp_approval_request"] = s_calls,
        ["xai_custom_tool_call"] = s_calls,
        ["served_function_call"] = s_calls,
        ["gemini_names_stripped"] = s_calls,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields that differ, empty where the two agree; <c>skip</c> expectations agree with everything.</summary>
    public static IReadOnlyList<string> Compare(JsonElement expectation, Outcome actual)
    {
        if (!expectation.TryGetProperty("expect", out var expect))
        {
            return [];
        }

        IEnumerable<string> differing = Differing(Outcome.Read(expect), actual).ToList();
        if (expectation.TryGetProperty("doubt", out var doubt) && doubt.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in doubt.EnumerateObject())
            {
                var isKnown = s_excused.TryGetValue(member.Name, out var excused);
                differing = isKnown ? [.. differing.Except(excused!)] : [];
            }
        }

        return [.. differing];
    }

    private static IEnumerable<string> Differing(Outcome expected, Outcome actual)
    {
        if (expected.IsSuccess != actual.IsSuccess)
        {
            return ["ok"];
        }

        return expected.IsSuccess ? DifferingContent(expected, actual) : DifferingError(expected, actual);
    }

    private static IEnumerable<string> DifferingError(Outcome expected, Outcome actual)
    {
        if (expected.ErrorKind != actual.ErrorKind)
        {
            yield return "kind";
        }

        if (expected.ErrorStatus != actual.ErrorStatus)
        {
            yield return "status";
        }
    }

    private static IEnumerable<string> DifferingContent(Outcome expected, Outcome actual)
    {
        (string Field, bool IsEqual)[] fields =
        [
            ("text", expected.Text == actual.Text),
            ("reasoning", expected.Reasoning == actual.Reasoning),
            ("tool_calls", SameCalls(expected, actual)),
            ("tool_ids", expected.ToolIds.Count == 0 || expected.ToolIds.SequenceEqual(actual.ToolIds, StringComparer.Ordinal)),
            ("finish", expected.Finish == actual.Finish),
            ("usage", expected.Usage == actual.Usage),
            ("model", expected.Model == actual.Model),
            ("response_id", expected.ResponseId == actual.ResponseId),
        ];
        return fields.Where(field => !field.IsEqual).Select(field => field.Field);
    }

    private static bool SameCalls(Outcome expected, Outcome actual) =>
        expected.ToolCalls.Count == actual.ToolCalls.Count
        && expected.ToolCalls.Zip(actual.ToolCalls).All(pair =>
            pair.First.Name == pair.Second.Name && JsonElement.DeepEquals(pair.First.Arguments, pair.Second.Arguments));
}
