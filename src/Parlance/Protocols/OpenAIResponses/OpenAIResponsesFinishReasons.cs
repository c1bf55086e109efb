using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Why a response ended, between this wire's status and the normalized reasons.</summary>
internal static class OpenAIResponsesFinishReasons
{
    /// <summary>The reason of a response object; null for one that is still being made.</summary>
    public static ChatFinishReason? Read(in JsonSlice status, in JsonSlice incompleteDetails, out string? raw)
    {
        raw = incompleteDetails.Member("reason"u8).AsNonEmptyText() ?? status.AsNonEmptyText();
        return raw switch
        {
            null => null,
            "queued" or "in_progress" => Unfinished(out raw),
            "completed" or "complete" => ChatFinishReason.Stop,
            "max_output_tokens" or "max_tokens" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            _ => new ChatFinishReason(raw),
        };
    }

    /// <summary>The reason in <c>incomplete_details</c>; null for a response that is complete.</summary>
    public static string? WriteIncomplete(ChatFinishReason? reason) => reason?.Value switch
    {
        null or "stop" or "tool_calls" => null,
        "length" => "max_output_tokens",
        var other => other,
    };

    private static ChatFinishReason? Unfinished(out string? raw)
    {
        raw = null;
        return null;
    }
}
