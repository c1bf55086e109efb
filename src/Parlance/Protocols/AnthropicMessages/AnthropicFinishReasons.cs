using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's <c>stop_reason</c> to and from a finish reason.</summary>
internal static class AnthropicFinishReasons
{
    public static ChatFinishReason? Read(string? stopReason) => stopReason switch
    {
        null or "" => null,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(stopReason),
    };

    /// <summary>
    /// The word for a reason: the upstream's own where it is one of this wire's for that reason, so that
    /// <c>stop_sequence</c> stays one.
    /// </summary>
    public static string Write(ChatFinishReason? reason, string? raw) =>
        reason is not null && IsOwn(raw) && Read(raw) == reason ? raw!
        : reason == ChatFinishReason.Length ? "max_tokens"
        : reason == ChatFinishReason.ToolCalls ? "tool_use"
        : reason == ChatFinishReason.ContentFilter ? "refusal"
        : reason is null || reason == ChatFinishReason.Stop ? "end_turn"
        : reason.Value.Value;

    private static bool IsOwn(string? word) =>
        word is "end_turn" or "stop_sequence" or "max_tokens" or "model_context_window_exceeded" or "tool_use" or "refusal" or "pause_turn";
}
