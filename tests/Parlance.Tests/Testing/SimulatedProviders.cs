using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>The real providers' rows, moved to a simulator on the loopback interface.</summary>
internal static class SimulatedProviders
{
    public static Provider At(SimulatorServer server, string name)
    {
        var address = server.Address.ToString().TrimEnd('/');
        var token = GoogleCloudAuthenticator.FromAccessToken("token");
        return name switch
        {
            "openai" => Providers.OpenAI.WithBaseUrl($"{address}/v1").WithApiKey("key"),
            "azure" => Provider.AzureOpenAI(address).WithApiKey("key"),
            "responses" => Providers.OpenAIResponses.WithBaseUrl($"{address}/v1").WithApiKey("key"),
            "anthropic" => Providers.Anthropic.WithBaseUrl(address).WithApiKey("key"),
            "anthropic-vertex" => GoogleCloudProviders.AnthropicVertex("p", "global", token).WithBaseUrl($"{address}/v1/projects/p/locations/global"),
            "gemini" => Providers.Gemini.WithBaseUrl($"{address}/v1beta").WithApiKey("key"),
            "vertex" => GoogleCloudProviders.Vertex("p", "global", token).WithBaseUrl($"{address}/v1/projects/p/locations/global"),
            "cohere" => Providers.Cohere.WithBaseUrl(address).WithApiKey("key"),
            "ollama" => Providers.Ollama.WithBaseUrl(address),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such provider is simulated."),
        };
    }
}
