namespace Parlance.Responses;

/// <summary>What a sealed state belongs to.</summary>
internal enum SealedOwner : byte
{
    /// <summary>Reasoning, whose words may stand beside it or in the envelope.</summary>
    Reasoning,

    /// <summary>The content that carries the envelope, or the tool call that it names.</summary>
    Content,
}

/// <summary>One state in an envelope, with what is needed to put it back where it was.</summary>
/// <param name="Owner">What it belongs to.</param>
/// <param name="State">The state as its issuer wrote it.</param>
internal readonly record struct SealedState(SealedOwner Owner, string State)
{
    /// <summary>The issuer's own name for the type of the content, null where it has none.</summary>
    public string? WireType { get; init; }

    /// <summary>The words that the state belongs to, where the wire cannot say both in one place; else null.</summary>
    public string? Words { get; init; }

    /// <summary>True for reasoning that came before the text in front of the content that carries the envelope.</summary>
    public bool IsBeforeText { get; init; }

    /// <summary>The id of the call that it belongs to, null for the content that carries the envelope.</summary>
    public string? CallId { get; init; }
}
