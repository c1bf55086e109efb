using System.Net;
using System.Net.Http.Headers;

namespace Parlance.Bench;

/// <summary>A transport without a network: it takes the request in and answers with bytes that are already there.</summary>
public sealed class InMemoryHandler(Func<Stream> openBody, string contentType) : HttpMessageHandler
{
    public InMemoryHandler(byte[] body, string contentType)
        : this(() => new MemoryStream(body, writable: false), contentType)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }

        return Answer(request);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content?.CopyTo(Stream.Null, null, cancellationToken);
        return Answer(request);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var answer = new StreamContent(openBody());
        answer.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = answer };
    }
}
