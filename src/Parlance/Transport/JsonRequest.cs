using System.Globalization;
using Parlance.Headers;
using Parlance.Protocols;

namespace Parlance.Transport;

/// <summary>
/// A request for one JSON document that is not a chat: with the address, headers, key, time limit and errors of one.
/// </summary>
internal static class JsonRequest
{
    /// <summary>What one document may hold unless its caller expects more: 16 MB, some thirty times the longest list of models seen.</summary>
    public const int MaximumBodyBytes = 16 << 20;

    /// <summary>Gets a document.</summary>
    /// <exception cref="LlmException">The call failed, or the document is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> GetAsync(Provider provider, string path, CancellationToken cancellationToken) =>
        (await SendAsync(provider, new JsonCall(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false)).Body;

    /// <summary>Sends a document, where there is one, and gets another.</summary>
    /// <exception cref="LlmException">The call failed, or the document is too large.</exception>
    public static async Task<JsonResponse> SendAsync(Provider provider, JsonCall question, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(provider, isStreaming: false, cancellationToken);
        string? requestId = null;
        try
        {
            using var request = RequestFactory.Create(provider, question);
            try
            {
                using var response = await HttpExchange.SendAsync(provider, request, question.Body, deadline).ConfigureAwait(false);
                requestId = ResponseHeaders.FindRequestId(response.Headers);
                await HttpExchange.ThrowIfFailedAsync(provider, response, deadline).ConfigureAwait(false);
                var (body, isTruncated) = await BoundedBody.ReadAsync(response.Content, question.MaximumAnswerBytes, keepsBroken: false, deadline.Token).ConfigureAwait(false);
                return isTruncated
                    ? throw new LlmException(LlmErrorKind.MalformedResponse, string.Create(CultureInfo.InvariantCulture, $"The response is too large: it holds more than {question.MaximumAnswerBytes} bytes."))
                    : new JsonResponse(body, requestId, FindCount(response, question.CountHeader));
            }
            catch (Exception error) when (HttpExchange.IsFailure(error, deadline))
            {
                throw HttpExchange.Describe(provider, request.RequestUri!, deadline, error);
            }
        }
        catch (LlmException error)
        {
            error.Complete(provider.Name, question.Model, requestId);
            throw;
        }
    }

    private static long? FindCount(HttpResponseMessage response, string? header) =>
        header is not null && response.Headers.TryGetValues(header, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
}

/// <summary>What to ask.</summary>
internal sealed record JsonCall(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>The call whose headers the wire wants, null for those that it wants of every request.</summary>
    public ChatCall? Call { get; init; }

    /// <summary>The model that errors name.</summary>
    public string? Model { get; init; }

    public int MaximumAnswerBytes { get; init; } = JsonRequest.MaximumBodyBytes;

    /// <summary>A response header that holds a number worth knowing.</summary>
    public string? CountHeader { get; init; }
}

/// <summary>What came back.</summary>
internal sealed record JsonResponse(ReadOnlyMemory<byte> Body, string? RequestId, long? HeaderCount);
