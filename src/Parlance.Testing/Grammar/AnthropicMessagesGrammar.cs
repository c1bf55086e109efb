using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// Checks a response against Anthropic's Messages: framing, required members and their types, allowed values, and the
/// order of a stream. Members and block types that the reference does not name are allowed: the vendor adds them at any
/// time.
/// </summary>
public static class AnthropicMessagesGrammar
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
            new AnthropicMessagesStreamRules(report).Check(SseEvent.Split(body, report));
        }
        else if (JsonShape.TryParse(body, report, out var message))
        {
            message.Be(JsonValueKind.Object);
            AnthropicMessagesRules.CheckMessage(message, isComplete: true);
        }

        return report.Violations;
    }
}
