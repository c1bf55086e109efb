namespace Parlance.Testing.Grammar;

/// <summary>
/// Checks a response against OpenAI's Responses: framing, required members and their types, the numbering of events,
/// and that every item and part begins, grows and ends as itself. Members and events that the reference does not name
/// are allowed: the vendor adds them at any time.
/// </summary>
public static class OpenAIResponsesGrammar
{
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
            new OpenAIResponsesStreamRules(report).Check(SseEvent.Split(body, report));
        }
        else if (JsonShape.TryParse(body, report, out var response))
        {
            OpenAIResponsesRules.CheckResponse(response);
        }

        return report.Violations;
    }
}
