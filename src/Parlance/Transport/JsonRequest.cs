namespace Parlance.Transport;

/// <summary>
/// A request for one JSON document that is not a chat: with the address, headers, key, time limit and errors of one.
/// </summary>
internal static class JsonRequest
{
    /// <summary>What one document may hold: 16 MB, some thirty times the longest list of models seen.</summary>
    public const int MaximumBodyBytes = 16 << 20;

    /// <summary>Gets a document.</summary>
    /// <exception cref="LlmException">The call failed, or the document is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> GetAsync(Provider provider, string path, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(provider, isStreaming: false, cancellationToken);
        string? requestId = null;
        try
        {
            using var request = RequestFactory.CreateGet(provider, path);
            try
            {
                using var response = await HttpExchange.SendAsync(provider, request, default, deadline).ConfigureAwait(false);
                requestId = ResponseHeaders.FindRequestId(response.Headers);
                await HttpExchange.ThrowIfFailedAsync(provider, response, deadline).ConfigureAwait(false);
                var (body, isTruncated) = await BoundedBody.ReadAsync(response.Content, MaximumBodyBytes, keepsBroken: false, deadline.Token).ConfigureAwait(false);
                return isTruncated
                    ? throw new LlmException(LlmErrorKind.MalformedResponse, $"The response is too large: it holds more than {MaximumBodyBytes} bytes.")
                    : body;
            }
            catch (Exception error) when (HttpExchange.IsFailure(error, deadline))
            {
                throw HttpExchange.Describe(provider, request.RequestUri!, deadline, error);
            }
        }
        catch (LlmException error)
        {
            error.Provider ??= provider.Name;
            error.RequestId ??= requestId;
            throw;
        }
    }
}
