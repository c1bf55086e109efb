using Microsoft.Extensions.AI;

namespace Parlance.Protocols.DashScope;

/// <summary>The wire's finish reasons.</summary>
internal static class DashScopeFinishReasons
{
    public static ChatFinishReason? Read(string? raw) => raw switch
    {
        null => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(raw),
    };
}
