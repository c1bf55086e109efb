using System.Globalization;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Error bodies to exceptions. The wires agree on little more than an object with a message in it, and hosts of one wire
/// mix each other's shapes, so one reader knows all of them.
/// </summary>
public static class ErrorReader
{
    private const int MaximumMessageLength = 1_000;

    /// <summary>Reads an error response of any host: what <see cref="Protocol.ReadError"/> does unless it is overridden.</summary>
    /// <param name="response">Status, headers and the beginning of the body.</param>
    public static LlmException Read(ErrorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var body = response.Body.Span;
        var text = ErrorText.Bound(body, response.IsTruncated);
        var details = TryParse(body) ?? new ErrorDetails { Message = text };
        return Create(details, response.StatusCode, text, response.RequestId, response.RetryAfter);
    }

    /// <summary>Reads an error that came inside a successful response.</summary>
    internal static LlmException ReadInline(in JsonSlice error) =>
        Create(ReadDetails(error), 200, ErrorText.Bound(error.Bytes), null, null);

    /// <summary>Reads an error that an event of a stream carries, whose framing names its code.</summary>
    internal static LlmException ReadEvent(ReadOnlySpan<byte> code, ReadOnlySpan<byte> body)
    {
        var text = ErrorText.Bound(body);
        var details = TryParse(body) ?? new ErrorDetails { Message = text };
        details.Code ??= Encoding.UTF8.GetString(code);
        return Create(details, 200, text, null, null);
    }

    private static LlmException Create(ErrorDetails details, int status, string body, string? requestId, TimeSpan? retryAfter)
    {
        var said = $"{details.Message} {details.Nested}";
        var kind = ErrorClassifier.Classify(details, said, status);
        var (requested, maximum) = kind == LlmErrorKind.ContextOverflow ? ContextOverflowText.ReadTokens(said) : default;
        return new LlmException(kind, Describe(kind, details, status))
        {
            StatusCode = status,
            ProviderCode = details.Code ?? details.Type,
            Body = body.Length == 0 ? null : body,
            RequestId = requestId ?? details.RequestId,
            RetryAfter = retryAfter ?? details.RetryAfter,
            RequestedTokens = requested,
            MaximumTokens = maximum,
        };
    }

    private static string Describe(LlmErrorKind kind, ErrorDetails details, int status)
    {
        var message = details.Message is { Length: > 0 } said ? ErrorText.Redact(said) : "The provider gave no message.";
        if (message.Length > MaximumMessageLength)
        {
            message = string.Concat(message.AsSpan(0, MaximumMessageLength), " …");
        }

        var code = details.Code ?? details.Type;
        return code is null
            ? string.Create(CultureInfo.InvariantCulture, $"{kind} (status {status}): {message}")
            : string.Create(CultureInfo.InvariantCulture, $"{kind} (status {status}, {code}): {message}");
    }

    private static ErrorDetails? TryParse(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadDetails(JsonSlice.Parse(body));
        }
        catch (JsonException)
        {
            // An HTML page, plain text, or an SSE event: whatever JSON object is in it speaks for it.
            var start = body.IndexOf((byte)'{');
            return start > 0 ? TryParse(body[start..]) : null;
        }
    }

    private static ErrorDetails ReadDetails(JsonSlice value)
    {
        if (value.IsArray)
        {
            foreach (var element in value.Elements())
            {
                return ReadDetails(element);
            }
        }

        if (!value.IsObject)
        {
            return new ErrorDetails { Message = value.AsText() };
        }

        var details = new ErrorDetails
        {
            RequestId = First(value, "request_id"u8, "requestId"u8, "RequestId"u8),
        };
        var aws = value.Member("Response"u8);
        if (aws.IsObject)
        {
            value = aws;
            details.RequestId ??= First(aws, "RequestId"u8);
        }

        var error = value.Member("error"u8);
        if (error.IsMissing)
        {
            error = value.Member("Error"u8);
        }

        var inner = error.IsObject ? error : value;
        if (error.IsArray)
        {
            details.Message = ReadDetails(error).Message;
        }

        details.Message ??= error.IsString ? error.AsText() : First(inner, "message"u8, "Message"u8, "msg"u8) ?? ReadDetail(inner);
        details.Code = Text(inner, "code"u8) ?? Text(inner, "Code"u8);
        details.Type = Text(inner, "type"u8) ?? Text(inner, "error_type"u8) ?? Text(inner, "__type"u8);
        details.Status = Text(inner, "status"u8);
        details.Parameter = Text(inner, "param"u8);
        ReadNested(inner, details);
        ReadBaseResponse(value, details);
        ReadRuntimeError(inner, details);
        return details;
    }

    /// <summary>FastAPI's <c>detail</c>: a text, or an array of <c>{loc, msg}</c>.</summary>
    private static string? ReadDetail(in JsonSlice value)
    {
        var detail = value.Member("detail"u8);
        if (!detail.IsArray)
        {
            return detail.IsObject ? detail.Member("message"u8).AsText() ?? detail.AsText() : detail.AsText();
        }

        var messages = new List<string>();
        foreach (var element in detail.Elements())
        {
            if (element.Member("msg"u8).AsText() is { } message)
            {
                messages.Add(message);
            }
        }

        return string.Join("; ", messages);
    }

    /// <summary>What a router passes on from the provider behind it, and Google's error details.</summary>
    private static void ReadNested(in JsonSlice error, ErrorDetails details)
    {
        var metadata = error.Member("metadata"u8);
        details.Nested = metadata.Member("raw"u8).AsText() ?? Text(error.Member("innererror"u8), "code"u8);
        foreach (var detail in error.Member("details"u8).Elements())
        {
            details.Nested ??= Text(detail, "reason"u8);
            if (Text(detail, "retryDelay"u8) is { } delay
                && double.TryParse(delay.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
            {
                details.RetryAfter = TimeSpan.FromSeconds(seconds);
            }
        }
    }

    /// <summary>An error that travels as a <c>base_resp</c> with a status code beside an empty answer.</summary>
    private static void ReadBaseResponse(in JsonSlice value, ErrorDetails details)
    {
        var response = value.Member("base_resp"u8);
        if (response.IsObject && response.Member("status_code"u8).AsCount() is not (null or 0))
        {
            details.Code ??= Text(response, "status_code"u8);
            details.Message ??= Text(response, "status_msg"u8);
            details.Status ??= ReadBaseStatus(details.Code);
        }
    }

    /// <summary>
    /// An error that broke off an answer: <c>{Msg, Code}</c> with numbers of its own, of which 4001 is a model that took
    /// too long and 4000 any other failure inside. Source: ErrorMsg in
    /// https://github.com/TencentCloud/tencentcloud-sdk-nodejs/blob/master/src/services/hunyuan/v20230901/hunyuan_models.ts.
    /// </summary>
    private static void ReadRuntimeError(in JsonSlice error, ErrorDetails details)
    {
        if (Text(error, "Msg"u8) is { } message)
        {
            details.Message ??= message;
            details.Status ??= details.Code == "4001" ? "timeout_error" : null;
        }
    }

    /// <summary>What the numbers of a <c>base_resp</c> mean: they collide with other vendors' numbers, so they count here alone.</summary>
    private static string? ReadBaseStatus(string? code) => code switch
    {
        "1001" => "timeout_error",
        "1002" or "1041" => "rate_limit_error",
        "1004" or "2049" => "authentication_error",
        "1008" => "insufficient_quota",
        "1026" or "1027" => "content_filter",
        "1039" => "context_length_exceeded",
        "2013" => ErrorClassifier.InvalidParameters,
        _ => null,
    };

    private static string? Text(in JsonSlice value, ReadOnlySpan<byte> name)
    {
        var member = value.Member(name);
        return member.IsObject || member.IsArray ? null : member.AsText() is { Length: > 0 } text ? text : null;
    }

    private static string? First(in JsonSlice value, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other = default, ReadOnlySpan<byte> third = default) =>
        Text(value, name) ?? (other.IsEmpty ? null : Text(value, other)) ?? (third.IsEmpty ? null : Text(value, third));
}

/// <summary>What an error body says, whatever its shape.</summary>
internal sealed class ErrorDetails
{
    public string? Message { get; set; }

    public string? Code { get; set; }

    public string? Type { get; set; }

    public string? Status { get; set; }

    public string? Parameter { get; set; }

    /// <summary>What a router quotes from the provider behind it, or the reason among the details.</summary>
    public string? Nested { get; set; }

    public string? RequestId { get; set; }

    public TimeSpan? RetryAfter { get; set; }
}
