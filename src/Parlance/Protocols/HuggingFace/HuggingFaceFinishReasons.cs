using Microsoft.Extensions.AI;

namespace Parlance.Protocols.HuggingFace;

/// <summary>The wire's finish reasons.</summary>
internal static class HuggingFaceFinishReasons
{
    public static ChatFinishReason Read(string raw) => raw switch
    {
        "eos_token" or "stop_sequence" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        _ => new ChatFinishReason(raw),
    };
}
