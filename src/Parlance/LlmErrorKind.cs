namespace Parlance;

/// <summary>What went wrong with a call, whichever provider it went to.</summary>
public enum LlmErrorKind
{
    /// <summary>The provider rejected the request for a reason that only the caller can mend.</summary>
    InvalidRequest,

    /// <summary>The credentials are missing on the provider's side, wrong or expired.</summary>
    Authentication,

    /// <summary>The credentials are valid but may not do this.</summary>
    PermissionDenied,

    /// <summary>The model does not exist or is not offered to this account.</summary>
    ModelNotFound,

    /// <summary>The request exceeds the model's context window.</summary>
    ContextOverflow,

    /// <summary>The provider's policy refused the input or the output.</summary>
    ContentFiltered,

    /// <summary>Too many requests or tokens for now; waiting helps.</summary>
    RateLimited,

    /// <summary>The account's credit or plan is used up; waiting a moment does not help.</summary>
    QuotaExceeded,

    /// <summary>The provider has no capacity at the moment.</summary>
    Overloaded,

    /// <summary>The provider failed.</summary>
    ServerError,

    /// <summary>A deadline passed.</summary>
    Timeout,

    /// <summary>The provider could not be reached, or the connection broke.</summary>
    Network,

    /// <summary>The provider answered something that its own protocol does not allow.</summary>
    MalformedResponse,

    /// <summary>A stream ended without its protocol's terminal.</summary>
    StreamInterrupted,

    /// <summary>The circuit breaker of this model is open: no request was sent.</summary>
    CircuitOpen,

    /// <summary>The provider or its protocol cannot do what was asked.</summary>
    Unsupported,

    /// <summary>A credential could not be found or read on this side.</summary>
    Credential,
}
