namespace Parlance.Responses;

/// <summary>Who answers: as much of it as the wire has said.</summary>
public readonly record struct ResponseInfo
{
    /// <summary>The provider's id of the response, null where it gave none so far; never empty.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answers, null where the provider did not say so far; never empty.</summary>
    public string? Model { get; init; }

    /// <summary>When the response was made, null where the provider did not say so far.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// What the request consumed, where the wire states it before the answer, as Anthropic's does; null elsewhere. The
    /// counts of <see cref="IResponseSink.Usage"/> are the final ones.
    /// </summary>
    public TokenUsage? InputUsage { get; init; }
}
