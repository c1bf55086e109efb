using System.Buffers;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Errors in this wire's words: <c>{"error": {"code", "message", "status"}}</c>, the status a gRPC code.</summary>
internal static class GeminiErrors
{
    public static void Write(IBufferWriter<byte> output, LlmException error, bool isEvent)
    {
        using var buffer = new PooledBuffer();
        var code = error.StatusCode is >= 400 and var given ? given : ToCode(error.Kind);
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteStartObject("error"u8);
            json.WriteNumber("code"u8, code);
            json.WriteString("message"u8, error.Message);
            json.WriteString("status"u8, ToStatus(code));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        GeminiFrameWriter.Send(output, buffer.WritableSpan, isEvent);
    }

    private static int ToCode(LlmErrorKind kind) => kind switch
    {
        LlmErrorKind.Authentication or LlmErrorKind.Credential => 401,
        LlmErrorKind.PermissionDenied => 403,
        LlmErrorKind.ModelNotFound => 404,
        LlmErrorKind.RateLimited or LlmErrorKind.QuotaExceeded => 429,
        LlmErrorKind.Overloaded or LlmErrorKind.CircuitOpen => 503,
        LlmErrorKind.Timeout => 504,
        LlmErrorKind.InvalidRequest or LlmErrorKind.ContextOverflow or LlmErrorKind.ContentFiltered or LlmErrorKind.Unsupported => 400,
        _ => 500,
    };

    // Source: google.golang.org/genproto, google/rpc/code.proto, which names the HTTP status of each code.
    private static string ToStatus(int code) => code switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        503 or 529 => "UNAVAILABLE",
        504 or 408 => "DEADLINE_EXCEEDED",
        >= 500 => "INTERNAL",
        _ => "INVALID_ARGUMENT",
    };
}
