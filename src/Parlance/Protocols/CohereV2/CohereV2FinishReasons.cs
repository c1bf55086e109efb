using Microsoft.Extensions.AI;

namespace Parlance.Protocols.CohereV2;

/// <summary>The wire's finish reasons. <c>ERROR</c> and <c>TIMEOUT</c> are no endings but failures.</summary>
internal static class CohereV2FinishReasons
{
    public static ChatFinishReason? Read(string? raw) => raw switch
    {
        null or "" => null,
        "COMPLETE" or "STOP_SEQUENCE" => ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "TOOL_CALL" => ChatFinishReason.ToolCalls,
        "ERROR_TOXIC" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(raw),
    };

    public static LlmErrorKind? ReadFailure(string? raw) => raw switch
    {
        "ERROR" => LlmErrorKind.ServerError,
        "TIMEOUT" => LlmErrorKind.Timeout,
        _ => null,
    };
}
