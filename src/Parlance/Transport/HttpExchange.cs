using System.Net.Sockets;
using Parlance.Headers;
using Parlance.Protocols;

namespace Parlance.Transport;

/// <summary>One request sent and its failure told: what every kind of call does alike.</summary>
internal static class HttpExchange
{
    /// <summary>
    /// Signs, where the provider's requests are signed, and sends through the provider's own handler, else through the
    /// shared connections. Returns once the headers are in.
    /// </summary>
    public static async Task<HttpResponseMessage> SendAsync(Provider provider, HttpRequestMessage request, ReadOnlyMemory<byte> body, CallDeadline deadline)
    {
        // Not every handler looks at the token, and an authenticator may fetch one of its own.
        deadline.Token.ThrowIfCancellationRequested();
        if (provider.Authenticator is { } authenticator)
        {
            await authenticator.AuthenticateAsync(new() { Request = request, Body = body, Provider = provider }, deadline.Token).ConfigureAwait(false);
        }

        if (provider.Connection.Handler is not { } handler)
        {
            return await SharedConnections.Through(provider.Connection.Proxy).SendAsync(request, deadline.Token).ConfigureAwait(false);
        }

        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        return await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
    }

    /// <summary>Reads the beginning of an error response and throws what it says.</summary>
    /// <exception cref="LlmException">The status is not one of success.</exception>
    public static async Task ThrowIfFailedAsync(Provider provider, HttpResponseMessage response, CallDeadline deadline)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var (body, isTruncated) = await BoundedBody.ReadAsync(response.Content, ErrorText.MaximumBodyBytes, keepsBroken: true, deadline.Token).ConfigureAwait(false);
        var said = ErrorResponse.Create((int)response.StatusCode, body, name => ResponseHeaders.First(response.Headers, name), provider.Call.TimeProvider.GetUtcNow())
            with { IsTruncated = isTruncated };

        // A reader states what it understood; what every response says alike is not its business.
        throw provider.Protocol.ReadError(said).Complete(
            requestId: said.RequestId,
            statusCode: said.StatusCode,
            retryAfter: said.RetryAfter,
            body: ErrorText.Bound(body.Span, isTruncated));
    }

    /// <summary>True for a deadline that has passed or a connection that broke; false for a caller who has cancelled, and for errors told already.</summary>
    public static bool IsFailure(Exception error, CallDeadline deadline) =>
        error is OperationCanceledException ? deadline.IsWanted : error is HttpRequestException or IOException;

    /// <summary>Such a failure as the error that callers see.</summary>
    public static LlmException Describe(Provider provider, Uri url, CallDeadline deadline, Exception failure) =>
        failure is OperationCanceledException
            ? deadline.CreateError(failure, url)
            : new LlmException(LlmErrorKind.Network, DescribeNetworkError(provider, url, failure), failure);

    private static string DescribeNetworkError(Provider provider, Uri url, Exception broken) =>
        broken is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } or { InnerException: SocketException }
            ? $"{provider.DisplayName} could not be reached at {url.Scheme}://{url.Authority}. Is the address right, and the server running?{(provider.StartCommand is { } command ? $" Start it with: {command}" : "")}"
            : $"The connection to {provider.DisplayName} at {url.Scheme}://{url.Authority} broke: {broken.Message}";
}
