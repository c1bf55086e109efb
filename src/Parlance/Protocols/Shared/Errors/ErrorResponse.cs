using Parlance.Headers;

namespace Parlance.Protocols;

/// <summary>
/// An error as a provider reports it: the status and headers of an error response, or 200 for an error inside a
/// successful one.
/// </summary>
public sealed record ErrorResponse
{
    /// <summary>Makes one of a response's status, headers and body.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="body">The body, of which no more than the beginning is kept.</param>
    /// <param name="findHeader">Finds the value of a header by its name in lower case, null where there is none.</param>
    /// <param name="receivedAt">When the response came: a date to wait for is a wait from then.</param>
    public static ErrorResponse Create(int statusCode, ReadOnlyMemory<byte> body, Func<string, string?> findHeader, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(findHeader);
        return new()
        {
            StatusCode = statusCode,
            Body = body[..Math.Min(body.Length, ErrorText.MaximumBodyBytes)],
            IsTruncated = body.Length > ErrorText.MaximumBodyBytes,
            RequestId = ResponseHeaders.FindRequestId(findHeader),
            RetryAfter = ResponseHeaders.FindRetryAfter(findHeader, receivedAt),
        };
    }

    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The beginning of the body: at most 10,240 bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True where the body is longer than what is kept of it.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The provider's id of the request, from the headers.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long to wait before another try, from the headers.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
