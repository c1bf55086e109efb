namespace Parlance;

/// <summary>
/// A call to a model failed. <see cref="Kind"/> says how, whichever provider it was; the other members carry what the
/// provider said, bounded and without secrets.
/// </summary>
/// <remarks>
/// Whoever makes one, such as the error reader of a wire of one's own, states what it knows. What it left null the call
/// fills in from the response and from itself, and what was stated stays.
/// </remarks>
public sealed class LlmException : Exception
{
    private string? _provider;
    private string? _model;
    private int? _statusCode;
    private string? _requestId;
    private TimeSpan? _retryAfter;
    private string? _body;

    /// <summary>Creates an error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public LlmException(LlmErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public LlmErrorKind Kind { get; }

    /// <summary>The provider's name, where the call got as far as having one.</summary>
    public string? Provider
    {
        get => _provider;
        init => _provider = value;
    }

    /// <summary>The model's id as it was sent.</summary>
    public string? Model
    {
        get => _model;
        init => _model = value;
    }

    /// <summary>The HTTP status; 200 for an error that came inside a successful response; null where no answer came.</summary>
    public int? StatusCode
    {
        get => _statusCode;
        init => _statusCode = value;
    }

    /// <summary>The provider's id of the request, for its support.</summary>
    public string? RequestId
    {
        get => _requestId;
        init => _requestId = value;
    }

    /// <summary>How long the provider asks to wait before another try.</summary>
    public TimeSpan? RetryAfter
    {
        get => _retryAfter;
        init => _retryAfter = value;
    }

    /// <summary>The provider's own error code, verbatim.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>
    /// The provider's error body, or the piece of a response that is malformed: at most 10,240 bytes of it, with what
    /// looks like a credential replaced. Text that is given is cut and cleaned so.
    /// </summary>
    public string? Body
    {
        get => _body;
        init => _body = value is null ? null : ErrorText.Keep(value);
    }

    /// <summary>With <see cref="LlmErrorKind.ContextOverflow"/>: how many tokens were asked for, where the provider says.</summary>
    public long? RequestedTokens { get; init; }

    /// <summary>With <see cref="LlmErrorKind.ContextOverflow"/>: how many tokens the model takes, where the provider says.</summary>
    public long? MaximumTokens { get; init; }

    /// <summary>What of the call could not be sent, where that is why it failed; null for any other failure.</summary>
    internal RefusedField? Refused { get; private init; }

    /// <summary>True where the same request may succeed later.</summary>
    public bool IsTransient => Kind is LlmErrorKind.RateLimited or LlmErrorKind.Overloaded or LlmErrorKind.ServerError
        or LlmErrorKind.Timeout or LlmErrorKind.Network or LlmErrorKind.StreamInterrupted or LlmErrorKind.CircuitOpen;

    /// <summary>The error for what cannot be sent.</summary>
    internal static LlmException Refuse(RefusedField refused) => new(LlmErrorKind.Unsupported, refused.Message) { Refused = refused };

    /// <summary>The same error in the words of whoever sent the request.</summary>
    internal LlmException InWordsOf(Func<FieldPath, string> describe) => Refused is null ? this : new(Kind, Refused.Describe(describe(Refused.Field)), this)
    {
        _provider = _provider,
        _model = _model,
        Refused = Refused,
    };

    /// <summary>Fills in what nobody has stated so far. Errors are completed here and nowhere else.</summary>
    /// <returns>The error itself.</returns>
    internal LlmException Complete(string? provider = null, string? model = null, string? requestId = null, int? statusCode = null, TimeSpan? retryAfter = null, string? body = null)
    {
        _provider ??= provider;
        _model ??= model;
        _requestId ??= requestId;
        _statusCode ??= statusCode;
        _retryAfter ??= retryAfter;
        _body ??= body is { Length: > 0 } ? ErrorText.Keep(body) : null;
        return this;
    }
}
