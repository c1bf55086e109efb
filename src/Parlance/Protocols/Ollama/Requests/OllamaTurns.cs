using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>What the wire wants of a conversation: calls in one message, with their results behind it. Results may hold images.</summary>
internal static class OllamaTurns
{
    private static readonly ReplayTraits s_replay = new() { IsState = static _ => false };

    public static TurnTraits Traits { get; } = new()
    {
        Wire = OllamaProtocol.WireName,
        Decide = static (content, message, call) => Decide(content, message.Role, call),
        Joins = TurnsJoined.Calls,
        AllowsEmptyMessages = false,
    };

    /// <summary>Reasoning goes back in words: the wire has no place for state.</summary>
    public static Replay Decide(AIContent content, ChatRole role, ChatCall call) => Replay.Decide(content, role, call, s_replay);
}
