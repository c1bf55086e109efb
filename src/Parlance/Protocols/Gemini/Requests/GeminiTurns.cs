using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// What the wire wants of a conversation: one instruction in front, and calls in a turn of the model that comes directly
/// behind the user's, so that what the model says in a row is one turn.
/// </summary>
/// <remarks>Source: https://ai.google.dev/gemini-api/docs/function-calling, and its error "function call turn comes immediately after a user turn or after a function response turn".</remarks>
internal static class GeminiTurns
{
    /// <summary>A part goes back by the member that says its type, in either spelling.</summary>
    public static ReplayTraits Replayed { get; } = new()
    {
        IsBlock = static (content, part, _) => content.WireType is { } type && part.EnumerateObject().Any(member => GeminiName.ToCamel(member.Name) == type),
    };

    private static readonly TurnTraits s_traits = new()
    {
        Wire = GeminiProtocol.WireName,
        HasSystemInFront = true,
        TakesTextFiles = true,
        HasNames = false,
        HasResultsInMessages = true,
        Joins = TurnsJoined.OfModel,
        BeginsWithUser = true,
        AllowsEmptyMessages = false,
        AllowsNoTurns = true,
        ModelRole = "model",
        Decide = static (content, message, call) => Replay.Decide(content, message.Role == ChatRole.Assistant ? ChatRole.Assistant : ChatRole.User, call, Replayed),
    };

    private static readonly TurnTraits s_textInResults = s_traits with { TakesInResult = static part => part is TextContent };

    public static TurnTraits For(GeminiDialect dialect) => dialect.AcceptsToolResultParts ? s_traits : s_textInResults;
}
