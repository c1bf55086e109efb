using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// What the wire wants of a conversation: one system prompt in front, results in front of what the user says with them,
/// and no text without a letter. Messages of one side in a row are joined by the receiver itself.
/// </summary>
/// <remarks>Sources: https://platform.claude.com/docs/en/api/messages and https://platform.claude.com/docs/en/build-with-claude/prompt-engineering/prefill-claudes-response.</remarks>
internal static class AnthropicTurns
{
    private static readonly TurnTraits s_traits = new()
    {
        Wire = AnthropicMessagesProtocol.WireName,
        HasSystemInFront = true,
        TakesTextFiles = true,
        IsInlineSystem = static message => message.IsInlineSystem,
        HasNames = false,
        HasResultsInMessages = true,
        AllowsBlankText = false,
        AllowsEmptyMessages = false,
        AllowsTrailingSpace = false,
        Ids = new ToolCallIdFormat("toolu_") { Letters = ToolCallIdFormat.PlainLetters, MaximumLength = 64 },
    };

    public static TurnTraits For(AnthropicDialect dialect)
    {
        var replay = ReplayFor(dialect);
        return s_traits with
        {
            Decide = (content, message, call) => Replay.Decide(content, message.Role, call, replay),
            IsInlineSystem = dialect.AcceptsInlineSystem ? s_traits.IsInlineSystem : null,
            Prefill = dialect.Prefill,
        };
    }

    /// <summary>What goes back: thinking as the host wants it, and blocks of the wire's own.</summary>
    public static ReplayTraits ReplayFor(AnthropicDialect dialect) => AnthropicBlockType.Replay with { Reasoning = dialect.ReasoningReplay };

    /// <summary>True for a message that goes into the system prompt.</summary>
    public static bool IsInstruction(ChatMessage message) => ConversationShaper.IsInstruction(message, s_traits);
}
