namespace Parlance.Protocols;

/// <summary>
/// An error as a provider reports it: the status and headers of an error response, or 200 for an error inside a
/// successful one.
/// </summary>
public sealed class ErrorResponse
{
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
