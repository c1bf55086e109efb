using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// What the wires want of a conversation that have a message for each role, as chat completions do, and of which no more is
/// known: calls in one message with their results behind it, and text alone in results.
/// </summary>
internal static class MessageTurns
{
    /// <param name="wire">The wire.</param>
    /// <param name="takesMedia">True for content other than text that a message may hold.</param>
    /// <param name="reasoning">Which reasoning goes back.</param>
    public static TurnTraits For(string wire, Func<AIContent, bool> takesMedia, ReasoningReplay reasoning = ReasoningReplay.Words)
    {
        var replay = new ReplayTraits
        {
            Reasoning = reasoning,
            IsState = static _ => false,
            IsBlock = (content, _, _) => WholeContent.WireOf(content) == wire,
        };
        return new TurnTraits
        {
            Wire = wire,
            Decide = (content, message, call) => content is FunctionCallContent or FunctionResultContent or TextContent
                ? new Replay(ReplayFate.Keep)
                : Replay.Decide(content, message.Role, call, replay),
            Joins = TurnsJoined.Calls,
            TakesInResult = static part => part is TextContent,
            TakesFromUser = takesMedia,
            AllowsEmptyMessages = false,
        };
    }
}
