namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's words for what went wrong, as Anthropic's documentation of errors lists them.</summary>
internal static class AnthropicErrors
{
    public static string GetType(LlmException error) => error.Kind switch
    {
        LlmErrorKind.Authentication or LlmErrorKind.Credential => "authentication_error",
        LlmErrorKind.PermissionDenied => "permission_error",
        LlmErrorKind.ModelNotFound => "not_found_error",
        LlmErrorKind.RateLimited => "rate_limit_error",
        LlmErrorKind.QuotaExceeded => "billing_error",
        LlmErrorKind.Overloaded or LlmErrorKind.CircuitOpen => "overloaded_error",
        LlmErrorKind.Timeout => "timeout_error",
        _ when error.StatusCode == 413 => "request_too_large",
        LlmErrorKind.InvalidRequest or LlmErrorKind.ContextOverflow or LlmErrorKind.ContentFiltered or LlmErrorKind.Unsupported => "invalid_request_error",
        _ => "api_error",
    };
}
