using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a receiver wants of a conversation. The defaults are those of a receiver that takes it as it comes.</summary>
internal sealed record TurnTraits
{
    /// <summary>The wire that is written.</summary>
    public required string Wire { get; init; }

    /// <summary>What becomes of a content of a role; null where the wire decides it while it writes.</summary>
    public Func<AIContent, ChatMessage, ChatCall, Replay>? Decide { get; init; }

    /// <summary>True for a receiver that has one system prompt, in front of everything.</summary>
    public bool HasSystemInFront { get; init; }

    /// <summary>Which instructions may stand in the conversation all the same, where they were given; null for none.</summary>
    public Func<ChatMessage, bool>? IsInlineSystem { get; init; }

    /// <summary>True where messages have names.</summary>
    public bool HasNames { get; init; } = true;

    /// <summary>Which messages of one role become one where they follow each other.</summary>
    public TurnsJoined Joins { get; init; }

    /// <summary>True where the results of a message stand in front of whatever else it says.</summary>
    public bool HasResultsInMessages { get; init; }

    /// <summary>True for a part that a tool's result may hold.</summary>
    public Func<AIContent, bool> TakesInResult { get; init; } = static _ => true;

    /// <summary>True where files of text are taken as files; else their words are sent.</summary>
    public bool TakesTextFiles { get; init; }

    /// <summary>True where a request without any message is taken, because something else may stand in for it.</summary>
    public bool TakesNoMessages { get; init; }

    /// <summary>True for a content that a message of the user may hold.</summary>
    public Func<AIContent, bool> TakesFromUser { get; init; } = static _ => true;

    /// <summary>False where text without a letter is refused.</summary>
    public bool AllowsBlankText { get; init; } = true;

    /// <summary>False where a message that says nothing is refused, although an inbound request of the wire may hold one.</summary>
    public bool AllowsEmptyMessages { get; init; } = true;

    /// <summary>True where the first message behind the instructions must be the user's.</summary>
    public bool BeginsWithUser { get; init; }

    /// <summary>What becomes of a last message of the model.</summary>
    public PrefillAbility Prefill { get; init; }

    /// <summary>False where that message may not end in white space.</summary>
    public bool AllowsTrailingSpace { get; init; } = true;

    /// <summary>What the ids of calls look like, null where any goes and none is needed.</summary>
    public ToolCallIdFormat? Ids { get; init; }

    /// <summary>A request without any message is accepted.</summary>
    public bool AllowsNoTurns { get; init; }

    /// <summary>The receiver's word for the side of the model.</summary>
    public string ModelRole { get; init; } = "assistant";
}

/// <summary>Messages of one role in a row that become one.</summary>
internal enum TurnsJoined
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of the model from its first call on: calls that are made together stand in one message, with their results behind it.</summary>
    Calls,

    /// <summary>All those of the model.</summary>
    OfModel,

    /// <summary>All those of either side: the sides alternate.</summary>
    All,
}
