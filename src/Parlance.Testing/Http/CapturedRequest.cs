using System.Text;

namespace Parlance.Testing;

/// <summary>A request as a handler received it.</summary>
public sealed class CapturedRequest
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal CapturedRequest(HttpMethod method, Uri url, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        Method = method;
        Url = url;
        Headers = headers;
        Body = body;
    }

    /// <summary>The method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The whole address, with its query.</summary>
    public Uri Url { get; }

    /// <summary>The headers, those of the content among them; several values are joined with a comma. Names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Completes when the client has closed the response, read to its end or not, or has given up waiting for it.</summary>
    public Task Closed => _closed.Task;

    /// <summary>How many bytes of the response's body the client has read.</summary>
    public long BytesRead { get; internal set; }

    internal void Close() => _closed.TrySetResult();

    internal static async Task<CapturedRequest> CreateAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = string.Join(", ", values);
        }

        var body = Array.Empty<byte>();
        if (request.Content is { } content)
        {
            body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                headers[name] = string.Join(", ", values);
            }
        }

        return new CapturedRequest(request.Method, request.RequestUri!, headers, body);
    }
}
