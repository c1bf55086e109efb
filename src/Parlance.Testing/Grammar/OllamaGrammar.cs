using System.Globalization;
using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// Checks a response against Ollama's own chat: one JSON object a line, <c>done</c> last and exactly once, with what the
/// answer cost. Members that the reference does not name are allowed.
/// </summary>
public static class OllamaGrammar
{
    private static readonly string[] s_counts = ["total_duration", "load_duration", "prompt_eval_count", "prompt_eval_duration", "eval_count", "eval_duration"];

    /// <summary>Checks the body of a successful response.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isStreaming">True for lines of JSON, false for one JSON object.</param>
    /// <param name="profile">How much is forgiven.</param>
    /// <param name="isGenerate">True for the answer of <c>/api/generate</c>, which has a text in place of a message.</param>
    /// <returns>One sentence for each violation, at most 50; empty where there is none.</returns>
    public static IReadOnlyList<string> Check(ReadOnlySpan<byte> body, bool isStreaming, GrammarProfile profile = GrammarProfile.Strict, bool isGenerate = false)
    {
        var report = new GrammarReport(profile);
        if (isStreaming)
        {
            CheckLines(body, report, isGenerate);
        }
        else if (JsonShape.TryParse(body, report, out var answer) && CheckAnswer(answer, isGenerate) == Step.Delta)
        {
            report.Add("done", "is false in an answer that is whole.");
        }

        return report.Violations;
    }

    private static void CheckLines(ReadOnlySpan<byte> body, GrammarReport report, bool isGenerate)
    {
        var last = Step.Delta;
        for (var number = 0; !body.IsEmpty; number++)
        {
            report.Place = $"line {number}";
            var end = body.IndexOf((byte)'\n');
            // Recorders trim the end of the last line; a client must not wait for it.
            report.RequireStrict(end >= 0, "", "does not end with a line feed.");
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.TrimEnd((byte)'\r').IsEmpty)
            {
                report.AddStrict("", "is empty.");
                continue;
            }

            report.Require(last == Step.Delta, "", "comes after the end.");
            if (JsonShape.TryParse(line, report, out var answer))
            {
                last = CheckAnswer(answer, isGenerate);
            }
        }

        report.Place = "end";
        report.Require(last != Step.Delta, "", "no line says done.");
    }

    private static Step CheckAnswer(JsonShape answer, bool isGenerate)
    {
        answer.Be(JsonValueKind.Object);
        var report = answer.Report;
        if (answer.Get("error") is { IsPresent: true } error)
        {
            error.Be(JsonValueKind.String);
            return Step.Failed;
        }

        answer.RequireText("model");
        CheckTime(answer);
        if (isGenerate)
        {
            answer.Require("response").Be(JsonValueKind.String);
            answer.Optional("thinking", JsonValueKind.String);
        }
        else
        {
            CheckMessage(answer.RequireObject("message"));
        }

        var done = answer.Require("done");
        report.Require(done.Value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Undefined, "done", "must be true or false.");
        if (done.Value.ValueKind != JsonValueKind.True)
        {
            report.Require(!answer.Get("done_reason").IsPresent, "done_reason", "comes before the end.");
            report.Require(!answer.Get("eval_count").IsPresent, "eval_count", "comes before the end.");
            return Step.Delta;
        }

        CheckEnd(answer);
        return Step.Done;
    }

    private static void CheckEnd(JsonShape answer)
    {
        var report = answer.Report;
        if (report.IsStrict)
        {
            // Remote models give no durations of loading and evaluation.
            answer.RequireCount("total_duration");
        }

        // An open set of words to the vendor's clients, and left out where the server has none.
        var reason = answer.Optional("done_reason", JsonValueKind.String);
        report.Require(reason.Text != "", reason.Path, "is empty.");
        foreach (var name in s_counts)
        {
            answer.OptionalCount(name);
        }
    }

    private static void CheckTime(JsonShape answer)
    {
        var created = answer.RequireText("created_at");
        answer.Report.Require(
            created is null || (created.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            "created_at",
            $"is '{created}', which is no time as RFC 3339 writes it.");
    }

    private static void CheckMessage(JsonShape message)
    {
        message.RequireConstant("role", "assistant");
        message.Require("content").Be(JsonValueKind.String);
        message.Optional("thinking", JsonValueKind.String);
        var calls = message.Optional("tool_calls", JsonValueKind.Array);
        message.Report.RequireStrict(!calls.IsPresent || calls.Items().Any(), calls.Path, "is empty; without calls the member is absent.");
        foreach (var call in calls.Items())
        {
            var function = call.RequireObject("function");
            function.RequireText("name");
            function.RequireObject("arguments");
        }
    }

    private enum Step
    {
        Delta,
        Done,
        Failed,
    }
}
