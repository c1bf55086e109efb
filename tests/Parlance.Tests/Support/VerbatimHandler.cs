using System.Net;
using System.Text;

namespace Parlance.Tests.Support;

/// <summary>Answers every request with the same bytes and keeps what was asked, word for word.</summary>
internal sealed class VerbatimHandler(string body, string contentType = "application/json", HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
{
    private readonly List<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests => _requests;

    public SentRequest Single => _requests.ShouldHaveSingleItem();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        _requests.Add(new SentRequest(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, sent));
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new HttpResponseMessage(status) { Content = content, RequestMessage = request };
    }
}

/// <summary>One request as it left.</summary>
internal sealed record SentRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body);
