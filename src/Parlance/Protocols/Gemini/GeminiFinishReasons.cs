using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Why the model stopped. Sources: ai.google.dev/api/generate-content#FinishReason and #BlockReason, and the same enum of
/// cloud.google.com/vertex-ai, which adds MODEL_ARMOR.
/// </summary>
internal static class GeminiFinishReasons
{
    // Clients that ask for "enum-encoding=int" get the enum's numbers. The two services agree on these.
    private static readonly string[] s_names =
        ["FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL"];

    /// <summary>The wire's word, by its number too.</summary>
    public static string? ReadRaw(in JsonSlice reason) =>
        reason.Type == System.Text.Json.JsonTokenType.Number && reason.AsCount() is { } number && number >= 0 && number < s_names.Length
            ? s_names[number]
            : reason.AsText() is { Length: > 0 } text ? text : null;

    public static ChatFinishReason Read(string raw) => raw switch
    {
        "STOP" => ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(raw),
    };

    /// <summary>The word for a reason: the provider's own where it is one of this wire's, which are written in capitals.</summary>
    public static string Write(ChatFinishReason? reason, string? raw)
    {
        if (raw is { Length: > 0 } && raw.All(static character => character is (>= 'A' and <= 'Z') or '_') && Read(raw) == reason)
        {
            return raw;
        }

        return reason switch
        {
            null => "STOP",
            { } known when known == ChatFinishReason.Stop || known == ChatFinishReason.ToolCalls => "STOP",
            { } known when known == ChatFinishReason.Length => "MAX_TOKENS",
            { } known when known == ChatFinishReason.ContentFilter => "SAFETY",
            _ => "OTHER",
        };
    }
}
