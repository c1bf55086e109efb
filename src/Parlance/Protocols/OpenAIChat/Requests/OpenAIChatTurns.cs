using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// What a host of the wire wants of a conversation: calls that are made together in one message, each with its result in a
/// message directly behind it. OpenAI: "An assistant message with 'tool_calls' must be followed by tool messages responding
/// to each 'tool_call_id'".
/// </summary>
internal static class OpenAIChatTurns
{
    private static readonly ReplayTraits s_replay = new()
    {
        IsBlock = static (content, _, call) => OpenAIChatPartWriter.IsKept(content) && WholeContent.IsOf(content, OpenAIChatSpelling.Wire, call),
    };

    public static TurnTraits For(OpenAIChatDialect dialect) => new()
    {
        Wire = OpenAIChatSpelling.Wire,
        TakesNoMessages = true,
        Decide = (content, message, call) => Decide(content, message, call, dialect),
        Joins = dialect.AlternatesRoles ? TurnsJoined.All : TurnsJoined.Calls,
        TakesInResult = part => dialect.AcceptsToolResultParts || part is TextContent,
        TakesFromUser = part => Takes(part, dialect),
        AllowsEmptyMessages = dialect.AcceptsEmptyMessages,
        BeginsWithUser = dialect.AlternatesRoles,
        Prefill = dialect.Prefill,
        Ids = FormatOf(dialect),
    };

    /// <summary>What goes back: reasoning as the host wants it, and content that came on this very wire.</summary>
    public static Replay Decide(AIContent content, ChatMessage message, ChatCall call, OpenAIChatDialect dialect) => content switch
    {
        UsageContent => new(ReplayFate.LeaveOut),
        _ when message.Role != ChatRole.Assistant => Replay.IsRecord(content) && WholeContent.WireOf(content) != OpenAIChatSpelling.Wire ? Replay.Foreign(content) : new(ReplayFate.Keep),
        TextReasoningContent reasoning => Replay.Decide(reasoning, message.Role, call, OpenAIChatReasoningReplay.TraitsFor(reasoning, call, dialect)),
        FunctionCallContent or TextContent or DataContent or UriContent or { WireType: OpenAIChatSpelling.Audio } => new(ReplayFate.Keep),
        _ => Replay.Decide(content, message.Role, call, s_replay),
    };

    private static bool Takes(AIContent part, OpenAIChatDialect dialect) =>
        MediaAddress.IsOf(part, "image") ? dialect.AcceptsImages
        : MediaAddress.IsOf(part, "audio") ? dialect.AcceptsAudio && part is DataContent
        : part is DataContent or UriContent or HostedFileContent && dialect.AcceptsFiles;

    private static ToolCallIdFormat? FormatOf(OpenAIChatDialect dialect) =>
        dialect.ToolCallIdLength is { } exact ? ToolCallIdFormat.Narrow with { ExactLength = exact }
        : new ToolCallIdFormat("call_") { MaximumLength = dialect.MaximumToolCallIdLength ?? int.MaxValue };
}
