using System.Net;

namespace EchoAI;

/// <summary>Answers as EchoAI's server would.</summary>
internal sealed class StandIn : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
    {
        Content = new StringContent("""{"output":{"text":"echo: hello"},"meta":{"id":"e-1","model":"echo-1","tokens_in":7,"tokens_out":3},"stop":"end"}"""),
    });
}
