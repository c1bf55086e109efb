using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Which of a model's earlier reasoning a receiver takes back.</summary>
public enum ReasoningReplay
{
    /// <summary>Its words, and its own state beside them.</summary>
    Words,

    /// <summary>Its own state, such as a signature, and words with it alone.</summary>
    OwnState,

    /// <summary>None.</summary>
    Nothing,
}

/// <summary>What a receiver takes back of earlier answers.</summary>
internal sealed record ReplayTraits
{
    public ReasoningReplay Reasoning { get; init; }

    /// <summary>Other issuers whose signed reasoning the model takes, beside those that its provider takes from.</summary>
    public ImmutableArray<string> KindredIssuers { get; init; } = [];

    /// <summary>True for state that the wire can write, whoever issued it; every state is by default.</summary>
    public Func<string, bool> IsState { get; init; } = static _ => true;

    /// <summary>True for a content whose JSON stands on this wire as it is, whoever issued it.</summary>
    public Func<AIContent, JsonElement, ChatCall, bool> IsBlock { get; init; } = static (_, _, _) => false;

    /// <summary>True for such a content that holds no state, so that any receiver takes it.</summary>
    public Func<AIContent, JsonElement, bool> IsStateless { get; init; } = static (_, _) => false;
}
