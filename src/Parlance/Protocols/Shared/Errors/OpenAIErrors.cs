using System.Text.Json;

namespace Parlance.Protocols;

/// <summary>Failures in the envelope that OpenAI's wires share.</summary>
internal static class OpenAIErrors
{
    public static void Write(Utf8JsonWriter json, LlmException error)
    {
        var (type, code) = Describe(error.Kind);
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, type);
        json.WriteNull("param"u8);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    }

    /// <summary>The code alone, for the places that have no type beside it.</summary>
    public static string CodeOf(LlmErrorKind kind) => Describe(kind) is var (type, code) ? code ?? type : "";

    private static (string Type, string? Code) Describe(LlmErrorKind kind) => kind switch
    {
        LlmErrorKind.Authentication or LlmErrorKind.Credential => ("authentication_error", "invalid_api_key"),
        LlmErrorKind.PermissionDenied => ("permission_error", "permission_denied"),
        LlmErrorKind.ModelNotFound => ("invalid_request_error", "model_not_found"),
        LlmErrorKind.ContextOverflow => ("invalid_request_error", "context_length_exceeded"),
        LlmErrorKind.ContentFiltered => ("invalid_request_error", "content_filter"),
        LlmErrorKind.InvalidRequest => ("invalid_request_error", null),
        LlmErrorKind.Unsupported => ("invalid_request_error", "unsupported"),
        LlmErrorKind.RateLimited => ("rate_limit_error", "rate_limit_exceeded"),
        LlmErrorKind.QuotaExceeded => ("insufficient_quota", "insufficient_quota"),
        LlmErrorKind.Overloaded or LlmErrorKind.CircuitOpen => ("overloaded_error", "overloaded_error"),
        LlmErrorKind.Timeout => ("timeout_error", "timeout_error"),
        LlmErrorKind.StreamInterrupted => ("server_error", "stream_interrupted"),
        _ => ("server_error", "server_error"),
    };
}
