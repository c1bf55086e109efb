using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// What the wire wants of a conversation: a result for every call and a call for every result ("No tool output found for
/// function call", "No tool call found for function call output").
/// </summary>
internal static class OpenAIResponsesTurns
{
    /// <summary>What goes back: reasoning as the item that it came as, and content kept whole that came on this wire or from the recipient.</summary>
    private static readonly ReplayTraits s_replay = new()
    {
        Reasoning = ReasoningReplay.OwnState,
        IsState = static state => JsonElementExtensions.Parse(state, JsonValueKind.Object).Member("type"u8).AsText() == "reasoning",
        IsBlock = static (whole, _, call) => WholeContent.IsOf(whole, OpenAIResponsesSpelling.Wire, call),
    };

    public static TurnTraits Traits { get; } = new()
    {
        Wire = OpenAIResponsesSpelling.Wire,
        Decide = static (content, message, call) => Decide(content, message.Role, call),
        AllowsEmptyMessages = false,
        TakesTextFiles = true,
        TakesNoMessages = true,
        // "call_id: string too long. Expected a string with maximum length 64".
        Ids = new ToolCallIdFormat("call_") { MaximumLength = 64 },
    };

    /// <summary>True for a part that goes back as it came.</summary>
    public static bool IsRaw(AIContent part, ChatRole role, ChatCall call) => Replay.Decide(part, role, call, s_replay).Fate == ReplayFate.Raw;

    /// <summary>What becomes of a content: of what is an item itself, only what the wire knows goes on.</summary>
    public static Replay Decide(AIContent content, ChatRole role, ChatCall call)
    {
        var isWhole = content.GetType() == typeof(AIContent) && content.Raw is not null && !OpenAIResponsesMessageWriter.IsKeptPart(content);
        if (!isWhole && content is not (TextReasoningContent or UsageContent or ErrorContent or ToolCallContent or ToolResultContent) || content is FunctionCallContent or FunctionResultContent)
        {
            return new(ReplayFate.Keep);
        }

        var replay = Replay.Decide(content, role, call, s_replay);
        return replay.Fate == ReplayFate.Keep && content is not TextReasoningContent ? Replay.Foreign(content) : replay;
    }
}
