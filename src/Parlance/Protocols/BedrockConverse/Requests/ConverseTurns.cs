using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// What the wire wants of a conversation: "A conversation must start with a user message" and "must alternate between user
/// and assistant roles", with results of tools in the user's turn.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and _ToolUseBlock.html.</remarks>
internal static class ConverseTurns
{
    private static readonly TurnTraits s_traits = new()
    {
        Wire = ConverseProtocol.WireName,
        HasSystemInFront = true,
        TakesTextFiles = true,
        HasNames = false,
        HasResultsInMessages = true,
        Joins = TurnsJoined.All,
        BeginsWithUser = true,
        AllowsBlankText = false,
        AllowsEmptyMessages = false,
        AllowsTrailingSpace = false,
        Ids = new ToolCallIdFormat("tooluse_") { Letters = ToolCallIdFormat.PlainLetters, MaximumLength = 64 },
    };

    public static TurnTraits For(ConverseDialect dialect)
    {
        var replay = ReplayFor(dialect);
        return s_traits with
        {
            Decide = (content, _, call) => Replay.Decide(content, ChatRole.Assistant, call, replay),
            Prefill = dialect.Prefill,
        };
    }

    /// <summary>What goes back: reasoning as the model wants it, and blocks of the wire's own.</summary>
    public static ReplayTraits ReplayFor(ConverseDialect dialect) => new()
    {
        Reasoning = dialect.ReasoningReplay,
        KindredIssuers = dialect.KindredIssuers,
        IsBlock = static (content, block, _) => ConverseBlocks.IsBlock(block) || WholeContent.WireOf(content) == ConverseProtocol.WireName,
    };
}
