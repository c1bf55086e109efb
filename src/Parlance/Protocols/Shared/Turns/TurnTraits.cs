using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a receiver wants of a conversation that has one system prompt in front and two sides behind it.</summary>
internal sealed record TurnTraits
{
    /// <summary>Which instructions may stand in the conversation, where they were given; null for none.</summary>
    public Func<ChatMessage, bool>? IsInlineSystem { get; init; }

    /// <summary>A request without any message is accepted.</summary>
    public bool AllowsNoTurns { get; init; }

    /// <summary>The receiver's word for the side of the model.</summary>
    public string ModelRole { get; init; } = "assistant";
}
