using System.ClientModel;
using BenchmarkDotNet.Attributes;
using OpenAI.Chat;

namespace Parlance.Bench.Requests;

/// <summary>What it costs to have a client at all.</summary>
public class ClientBenchmarks
{
    private static readonly Provider s_provider = Providers.OpenAI.WithApiKey("key");
    private static readonly ApiKeyCredential s_credential = new("key");

    [Benchmark]
    public ChatModel CreateWithParlance() => s_provider.Chat("gpt-4o");

    [Benchmark]
    public ChatClient CreateWithVendorSdk() => new("gpt-4o", s_credential);
}
