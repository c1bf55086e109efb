namespace Parlance.Testing.Grammar;

/// <summary>
/// Checks a response against OpenAI's chat completions: framing, required members and their types, allowed values, and
/// the order of a stream. Members that the reference does not name are allowed: the vendor adds them at any time.
/// </summary>
public static class OpenAIChatGrammar
{
    internal static readonly string[] FinishReasons = ["stop", "length", "tool_calls", "content_filter", "function_call"];

    /// <summary>Checks the body of a successful response.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isStreaming">True for a stream of events, false for one JSON object.</param>
    /// <param name="profile">How much is forgiven.</param>
    /// <returns>One sentence for each violation, at most 50; empty where there is none.</returns>
    public static IReadOnlyList<string> Check(ReadOnlySpan<byte> body, bool isStreaming, GrammarProfile profile = GrammarProfile.Strict)
    {
        var report = new GrammarReport(profile);
        if (isStreaming)
        {
            new OpenAIChatStreamRules(report).Check(SseEvent.Split(body, report));
        }
        else if (JsonShape.TryParse(body, report, out var completion))
        {
            OpenAIChatRules.CheckCompletion(completion);
        }

        return report.Violations;
    }
}
