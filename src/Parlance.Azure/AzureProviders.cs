using Parlance.Protocols.Embeddings;

namespace Parlance;

/// <summary>
/// The ways to call a model on Azure. All take a key (<c>AZURE_OPENAI_API_KEY</c>, or <see cref="Provider.WithApiKey"/>)
/// unless <see cref="AzureIdentity"/> gives them an identity.
/// </summary>
public static class AzureProviders
{
    /// <summary>A resource of Azure OpenAI by its deployments: <c>/openai/deployments/{model}/chat/completions?api-version=…</c>.</summary>
    /// <param name="endpoint">The resource, such as <c>https://my-resource.openai.azure.com</c>.</param>
    /// <param name="apiVersion">The version of the API, null for the one that Parlance knows best.</param>
    public static Provider Deployments(string endpoint, string? apiVersion = null) =>
        apiVersion is null ? Provider.AzureOpenAI(endpoint) : Provider.AzureOpenAI(endpoint, apiVersion);

    /// <summary>
    /// A resource of Azure OpenAI by the version-less API: <c>/openai/v1/chat/completions</c>, with the deployment's name
    /// as the model.
    /// </summary>
    /// <param name="endpoint">The resource, such as <c>https://my-resource.openai.azure.com</c>.</param>
    /// <param name="apiVersion">Null for what is generally available; <c>preview</c> for what is not yet.</param>
    public static Provider V1(string endpoint, string? apiVersion = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpoint);
        var query = apiVersion is null ? "" : $"?api-version={Uri.EscapeDataString(apiVersion)}";
        var provider = Providers.AzureOpenAI
            .WithBaseUrl(endpoint.TrimEnd('/') + "/openai/v1")
            .WithDialect(dialect => dialect with { Path = "/chat/completions" + query, WritesModel = true, ModelsPath = "/models" + query });
        return provider with
        {
            Name = "azure-openai-v1",
            DisplayName = "Azure OpenAI (v1)",
            EmbeddingWire = new OpenAIEmbeddings { Path = "/embeddings" + query },
            Documentation = "https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle",
        };
    }

    /// <summary>The models of every maker in one resource of Azure AI Foundry: <c>/models/chat/completions?api-version=…</c>.</summary>
    /// <param name="endpoint">The resource, such as <c>https://my-resource.services.ai.azure.com</c>.</param>
    /// <param name="apiVersion">The version of the API, null for the one that Parlance knows best.</param>
    public static Provider Foundry(string endpoint, string? apiVersion = null)
    {
        var provider = Providers.AzureFoundry.WithBaseUrl(endpoint);
        return apiVersion is null
            ? provider
            : provider.WithDialect(dialect => dialect with { Path = $"/models/chat/completions?api-version={Uri.EscapeDataString(apiVersion)}" });
    }

    /// <summary>
    /// Adds to a registry <c>azure-openai-v1</c>, by key, and <c>azure-openai-identity</c>, by the identity of this
    /// process, both at <c>AZURE_OPENAI_ENDPOINT</c>.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <returns>The same registry.</returns>
    public static ProviderRegistry AddAzure(this ProviderRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Replace(V1("{AZURE_OPENAI_ENDPOINT}"));
        registry.Replace(Providers.AzureOpenAI.WithAzureIdentity() with
        {
            Name = "azure-openai-identity",
            DisplayName = "Azure OpenAI (identity)",
            KeyVariables = [],
            IdentityPackage = "Parlance.Azure",
        });
        return registry;
    }
}
