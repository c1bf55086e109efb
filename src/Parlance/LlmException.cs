namespace Parlance;

/// <summary>
/// A call to a model failed. <see cref="Kind"/> says how, whichever provider it was; the other members carry what the
/// provider said, bounded and without secrets.
/// </summary>
public sealed class LlmException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public LlmException(LlmErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public LlmErrorKind Kind { get; }

    /// <summary>The provider's name, where the call got as far as having one.</summary>
    public string? Provider { get; internal set; }

    /// <summary>The model's id as it was sent.</summary>
    public string? Model { get; internal set; }

    /// <summary>The HTTP status; 200 for an error that came inside a successful response; null where no answer came.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The provider's id of the request, for its support.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>How long the provider asks to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>The provider's own error code, verbatim.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>
    /// The provider's error body, or the piece of a response that is malformed: at most 10,240 bytes of it, with what
    /// looks like a credential replaced.
    /// </summary>
    public string? Body { get; internal set; }

    /// <summary>With <see cref="LlmErrorKind.ContextOverflow"/>: how many tokens were asked for, where the provider says.</summary>
    public long? RequestedTokens { get; init; }

    /// <summary>With <see cref="LlmErrorKind.ContextOverflow"/>: how many tokens the model takes, where the provider says.</summary>
    public long? MaximumTokens { get; init; }

    /// <summary>True where the same request may succeed later.</summary>
    public bool IsTransient => Kind is LlmErrorKind.RateLimited or LlmErrorKind.Overloaded or LlmErrorKind.ServerError
        or LlmErrorKind.Timeout or LlmErrorKind.Network or LlmErrorKind.StreamInterrupted or LlmErrorKind.CircuitOpen;
}
