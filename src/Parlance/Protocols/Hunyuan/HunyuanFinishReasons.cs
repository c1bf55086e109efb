using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Hunyuan;

/// <summary>The wire's finish reasons.</summary>
internal static class HunyuanFinishReasons
{
    public static ChatFinishReason? Read(string? raw) => raw switch
    {
        null => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" => ChatFinishReason.ToolCalls,
        "sensitive" or "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(raw),
    };
}
