using System.Collections.Frozen;
using System.Globalization;

namespace Parlance.Protocols;

/// <summary>
/// What kind an error is: by the body's structured code, then below status 500 by what its text says, then by status.
/// </summary>
internal static class ErrorClassifier
{
    // Codes and types that mean one thing on every wire that uses them; each is in its vendor's error reference.
    private static readonly FrozenDictionary<string, LlmErrorKind> s_codes = new Dictionary<string, LlmErrorKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["invalid_api_key"] = LlmErrorKind.Authentication,
        ["authentication_error"] = LlmErrorKind.Authentication,
        ["InvalidApiKey"] = LlmErrorKind.Authentication,
        ["API_KEY_INVALID"] = LlmErrorKind.Authentication,
        ["UNAUTHENTICATED"] = LlmErrorKind.Authentication,
        ["UnrecognizedClientException"] = LlmErrorKind.Authentication,
        ["ExpiredTokenException"] = LlmErrorKind.Authentication,
        ["AuthFailure"] = LlmErrorKind.Authentication,
        ["AuthFailure.UnauthorizedOperation"] = LlmErrorKind.PermissionDenied,
        ["UnauthorizedOperation"] = LlmErrorKind.PermissionDenied,
        ["permission_error"] = LlmErrorKind.PermissionDenied,
        ["PERMISSION_DENIED"] = LlmErrorKind.PermissionDenied,
        ["AccessDeniedException"] = LlmErrorKind.PermissionDenied,
        ["FailedOperation.ServiceNotActivated"] = LlmErrorKind.PermissionDenied,
        ["FailedOperation.ServiceStop"] = LlmErrorKind.PermissionDenied,
        ["FailedOperation.UserUnAuthError"] = LlmErrorKind.PermissionDenied,
        ["ResourceUnavailable.NotExist"] = LlmErrorKind.PermissionDenied,
        ["ResourceUnavailable.StopUsing"] = LlmErrorKind.PermissionDenied,
        ["model_not_found"] = LlmErrorKind.ModelNotFound,
        ["invalid_model"] = LlmErrorKind.ModelNotFound,
        ["model_decommissioned"] = LlmErrorKind.ModelNotFound,
        ["not_found_error"] = LlmErrorKind.ModelNotFound,
        ["ResourceNotFoundException"] = LlmErrorKind.ModelNotFound,
        ["DeploymentNotFound"] = LlmErrorKind.ModelNotFound,
        ["ModelNotFound"] = LlmErrorKind.ModelNotFound,
        ["InvalidParameterValue.Model"] = LlmErrorKind.ModelNotFound,
        ["context_length_exceeded"] = LlmErrorKind.ContextOverflow,
        ["exceed_context_size_error"] = LlmErrorKind.ContextOverflow,
        ["TOO_MANY_TOKENS"] = LlmErrorKind.ContextOverflow,
        ["string_above_max_length"] = LlmErrorKind.ContextOverflow,
        ["content_filter"] = LlmErrorKind.ContentFiltered,
        ["content_policy_violation"] = LlmErrorKind.ContentFiltered,
        ["ResponsibleAIPolicyViolation"] = LlmErrorKind.ContentFiltered,
        ["DataInspectionFailed"] = LlmErrorKind.ContentFiltered,
        ["data_inspection_failed"] = LlmErrorKind.ContentFiltered,
        ["OperationDenied.ImageIllegalDetected"] = LlmErrorKind.ContentFiltered,
        ["OperationDenied.TextIllegalDetected"] = LlmErrorKind.ContentFiltered,
        ["insufficient_quota"] = LlmErrorKind.QuotaExceeded,
        ["billing_error"] = LlmErrorKind.QuotaExceeded,
        ["billing_hard_limit_reached"] = LlmErrorKind.QuotaExceeded,
        ["Arrearage"] = LlmErrorKind.QuotaExceeded,
        ["FailedOperation.FreeResourcePackExhausted"] = LlmErrorKind.QuotaExceeded,
        ["FailedOperation.ResourcePackExhausted"] = LlmErrorKind.QuotaExceeded,
        ["FailedOperation.ServiceStopArrears"] = LlmErrorKind.QuotaExceeded,
        ["LimitExceeded"] = LlmErrorKind.QuotaExceeded,
        ["ResourceInsufficient.ChargeResourceExhaust"] = LlmErrorKind.QuotaExceeded,
        ["ResourceUnavailable.InArrears"] = LlmErrorKind.QuotaExceeded,
        ["ResourceUnavailable.LowBalance"] = LlmErrorKind.QuotaExceeded,
        ["rate_limit_error"] = LlmErrorKind.RateLimited,
        ["rate_limit_exceeded"] = LlmErrorKind.RateLimited,
        ["RateLimitReached"] = LlmErrorKind.RateLimited,
        ["RESOURCE_EXHAUSTED"] = LlmErrorKind.RateLimited,
        ["Throttling"] = LlmErrorKind.RateLimited,
        ["RequestLimitExceeded"] = LlmErrorKind.RateLimited,
        ["FailedOperation.EngineServerLimitExceeded"] = LlmErrorKind.RateLimited,
        ["ThrottlingException"] = LlmErrorKind.RateLimited,
        ["overloaded_error"] = LlmErrorKind.Overloaded,
        ["ServiceUnavailableException"] = LlmErrorKind.Overloaded,
        ["ModelNotReadyException"] = LlmErrorKind.Overloaded,
        ["UNAVAILABLE"] = LlmErrorKind.Overloaded,
        ["timeout_error"] = LlmErrorKind.Timeout,
        ["DEADLINE_EXCEEDED"] = LlmErrorKind.Timeout,
        ["ModelTimeoutException"] = LlmErrorKind.Timeout,
        ["FailedOperation.EngineRequestTimeout"] = LlmErrorKind.Timeout,
        ["api_error"] = LlmErrorKind.ServerError,
        ["server_error"] = LlmErrorKind.ServerError,
        ["internal_server_error"] = LlmErrorKind.ServerError,
        ["InternalServerException"] = LlmErrorKind.ServerError,
        ["INTERNAL"] = LlmErrorKind.ServerError,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Codes that are as broad as a status: what the text says is narrower.
    private static readonly FrozenDictionary<string, LlmErrorKind> s_broadCodes = new Dictionary<string, LlmErrorKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["ValidationException"] = LlmErrorKind.InvalidRequest,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Words that vendors use where they give no code. The order counts: the narrower meaning first.
    private static readonly (string Text, LlmErrorKind Kind)[] s_phrases =
    [
        ("maximum context length", LlmErrorKind.ContextOverflow),
        ("exceeds the context length", LlmErrorKind.ContextOverflow),
        ("context window", LlmErrorKind.ContextOverflow),
        ("context size", LlmErrorKind.ContextOverflow),
        ("prompt is too long", LlmErrorKind.ContextOverflow),
        ("too many tokens", LlmErrorKind.ContextOverflow),
        ("exceeds the maximum number of tokens", LlmErrorKind.ContextOverflow),
        ("Range of input length should be", LlmErrorKind.ContextOverflow),
        ("Input is too long", LlmErrorKind.ContextOverflow),
        ("exceed context limit", LlmErrorKind.ContextOverflow),
        ("credit balance is too low", LlmErrorKind.QuotaExceeded),
        ("insufficient balance", LlmErrorKind.QuotaExceeded),
        ("insufficient credits", LlmErrorKind.QuotaExceeded),
        ("Content violates usage guidelines", LlmErrorKind.ContentFiltered),
        ("content management policy", LlmErrorKind.ContentFiltered),
        ("content filter", LlmErrorKind.ContentFiltered),
        ("API key not valid", LlmErrorKind.Authentication),
        ("invalid api key", LlmErrorKind.Authentication),
        ("Incorrect API key", LlmErrorKind.Authentication),
        ("security token included in the request", LlmErrorKind.Authentication),
        ("Signature expired", LlmErrorKind.Authentication),
        ("model identifier is invalid", LlmErrorKind.ModelNotFound),
    ];

    /// <summary>The status of an error that blames the request by a number of its wire's own.</summary>
    public const string InvalidParameters = "invalid_parameters";

    public static LlmErrorKind Classify(ErrorDetails details, string said, int status) =>
        ByCode(details, status)
        ?? (status < 500 ? ByText(said) : null)
        ?? (details.Code is { } code && s_broadCodes.TryGetValue(code, out var kind) ? kind : ByStatus(EffectiveStatus(details, status)));

    private static LlmErrorKind? ByCode(ErrorDetails details, int status)
    {
        foreach (var code in (ReadOnlySpan<string?>)[details.Code, details.Nested, details.Type, details.Status])
        {
            // A server that failed says so with its status; its generic words do not make a client's error of it, and
            // an error below 500 is not a server's because its type is generic.
            if (code is not null && TryFind(code, out var kind)
                && !(kind == LlmErrorKind.ServerError && status is >= 400 and < 500))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Finds a code or, where it is one of a family (<c>AuthFailure.TokenFailure</c>), the family's meaning.</summary>
    private static bool TryFind(string code, out LlmErrorKind kind) =>
        s_codes.TryGetValue(code, out kind) || (code.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && s_codes.TryGetValue(code[..dot], out kind));

    private static LlmErrorKind? ByText(string said)
    {
        foreach (var (text, kind) in s_phrases)
        {
            if (said.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        var speaksOfModel = said.Contains("model", StringComparison.OrdinalIgnoreCase);
        return speaksOfModel && (said.Contains("does not exist", StringComparison.OrdinalIgnoreCase)
            || (said.Contains("is not supported. Supported models", StringComparison.OrdinalIgnoreCase))
            || said.Contains("model not found", StringComparison.OrdinalIgnoreCase))
            ? LlmErrorKind.ModelNotFound
            : null;
    }

    /// <summary>An error inside a successful response carries its status as its code, or a code that blames the request.</summary>
    private static int EffectiveStatus(ErrorDetails details, int status) => (status, details.Code) switch
    {
        ( >= 400, _) or (_, null) => status,
        (_, var text) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600 => code,
        (_, var text) when BlamesRequest(text) => 400,
        _ => details.Status == InvalidParameters ? 400 : status,
    };

    private static bool BlamesRequest(string code)
    {
        foreach (var family in (ReadOnlySpan<string>)["InvalidParameter", "MissingParameter", "UnknownParameter", "UnsupportedOperation", "OperationDenied", "ResourceNotFound"])
        {
            if (code.StartsWith(family, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static LlmErrorKind ByStatus(int status) => status switch
    {
        401 => LlmErrorKind.Authentication,
        402 => LlmErrorKind.QuotaExceeded,
        403 => LlmErrorKind.PermissionDenied,
        404 => LlmErrorKind.ModelNotFound,
        408 or 504 or 524 => LlmErrorKind.Timeout,
        413 => LlmErrorKind.InvalidRequest,
        429 => LlmErrorKind.RateLimited,
        503 or 529 => LlmErrorKind.Overloaded,
        >= 500 => LlmErrorKind.ServerError,
        >= 400 => LlmErrorKind.InvalidRequest,
        _ => LlmErrorKind.ServerError,
    };
}
