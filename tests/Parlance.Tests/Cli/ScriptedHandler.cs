using System.Net;
using System.Text;

namespace Parlance.Tests.Cli;

/// <summary>Answers by the address that is asked, and keeps what was asked. Nobody listens at any other address.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> _answers = new(StringComparer.Ordinal);

    public List<string> Addresses { get; } = [];

    public List<string> Bodies { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Waits before each answer.</summary>
    public Func<CancellationToken, Task> Delay { get; init; } = _ => Task.CompletedTask;

    /// <summary>Answers what is asked of the scripted provider.</summary>
    public static ScriptedHandler Answering(string body) => new ScriptedHandler().Answer(ScriptedProtocol.Address, body);

    public ScriptedHandler Answer(string address, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[address] = (status, body);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_answers)
        {
            Addresses.Add(address);
            Bodies.Add(body);
            Requests.Add(request);
        }

        await Delay(cancellationToken);
        return _answers.TryGetValue(address, out var answer)
            ? new HttpResponseMessage(answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) }
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
    }
}
