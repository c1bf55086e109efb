using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The rules of a request for one text: https://huggingface.co/docs/inference-providers/tasks/text-generation, and the
/// validation of text-generation-inference (router/src/validation.rs). Nothing of it was recorded live.
/// </summary>
internal static class HuggingFaceRequestRules
{
    public static void Check(RequestReport report, RequestNode request)
    {
        var parameters = request.Get("parameters");
        report.Require(request.Get("inputs").Text is { Length: > 0 }, RequestRules.NoMessages, request.Get("inputs"), "is missing or empty: '`inputs` cannot be empty'.");
        report.RequireKind(parameters, JsonValueKind.Object);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);

        // '`temperature` must be strictly positive', '`top_p` must be > 0.0 and < 1.0', '`top_k` must be strictly positive'.
        report.RequireRange(parameters.Get("temperature"), float.Epsilon, double.MaxValue);
        report.RequireRange(parameters.Get("top_p"), float.Epsilon, 0.999999999);
        report.RequireRange(parameters.Get("typical_p"), float.Epsilon, 0.999999999);
        report.RequireRange(parameters.Get("top_k"), 1, int.MaxValue);
        report.RequireRange(parameters.Get("max_new_tokens"), 1, int.MaxValue);
        report.RequireRange(parameters.Get("repetition_penalty"), float.Epsilon, double.MaxValue);
        report.RequireRange(parameters.Get("frequency_penalty"), -2, 2);
        report.RequireRange(parameters.Get("seed"), 0, ulong.MaxValue);
        report.RequireRange(parameters.Get("top_n_tokens"), 0, 5);

        // '`stop` supports up to 4 stop sequences'.
        report.RequireKind(parameters.Get("stop"), JsonValueKind.Array);
        report.Require(parameters.Get("stop").Count <= 4, RequestRules.StopSequences, parameters.Get("stop"), "holds more than 4.");
        var grammar = parameters.Get("grammar");
        report.RequireWord(RequestRules.UnknownWord, grammar.Get("type"), "json", "regex", "json_schema");

        // '`value` must be an object with a `properties` key'.
        report.Require(grammar.Get("type").Text != "json" || grammar.Get("value").Get("properties").IsObject || grammar.Get("value").Text is not null, RequestRules.OutputSchema, grammar.Get("value"), "has no properties.");
    }
}
