using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Composition;

/// <summary>The simulator as five makers' hosts, each in its own wire, and what was asked of it.</summary>
internal sealed class SimulatedHosts : DelegatingHandler
{
    private SimulatedHosts()
        : base(new Simulator().CreateHandler())
    {
    }

    /// <summary>Each host once whole and once streamed.</summary>
    public static TheoryData<string, bool> All { get; } = new MatrixTheoryData<string, bool>(["openai", "openai-responses", "anthropic", "gemini", "ollama"], [false, true]);

    /// <summary>The bodies of the requests, in order.</summary>
    public List<string> Requests { get; } = [];

    public static (ChatModel Model, SimulatedHosts Host) Create(string name)
    {
        var host = new SimulatedHosts();
        var provider = ProviderRegistry.Default.Get(name).In().WithHandler(host);
        return ((provider.IsKeyOptional ? provider : provider.WithApiKey("sk-secret")).Chat("parlance-1"), host);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>One way to ask for both kinds of answers.</summary>
internal static class ChatClientAsking
{
    public static Task<ChatResponse> AskAsync(this IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreamed) =>
        isStreamed
            ? client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken).ToChatResponseAsync()
            : client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);

    public static IEnumerable<T> Contents<T>(this ChatResponse response)
        where T : AIContent => response.Messages.SelectMany(message => message.Contents).OfType<T>();
}
