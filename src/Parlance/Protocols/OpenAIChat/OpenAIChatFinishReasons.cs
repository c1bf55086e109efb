using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Why a model stopped, between this wire's words and the normalized ones.</summary>
internal static class OpenAIChatFinishReasons
{
    /// <summary>The reason of a choice, null where it gives none. A word that nobody knows is kept as it is.</summary>
    public static ChatFinishReason? Read(in JsonSlice value, out string? raw)
    {
        raw = value.IsString ? value.AsNonEmptyText() : value.AsText();
        return raw switch
        {
            null => null,
            "stop" => ChatFinishReason.Stop,
            "length" or "max_tokens" or "model_length" => ChatFinishReason.Length,
            "tool_calls" or "tool_call" or "function_call" => ChatFinishReason.ToolCalls,
            "content_filter" => ChatFinishReason.ContentFilter,
            _ => new ChatFinishReason(raw),
        };
    }

    /// <summary>The wire's word for a reason; a reason that the wire does not have is a stop to its clients.</summary>
    public static string Write(ChatFinishReason? reason) => reason?.Value switch
    {
        "length" => "length",
        "tool_calls" => "tool_calls",
        "content_filter" => "content_filter",
        _ => "stop",
    };
}
