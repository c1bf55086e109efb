using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>The front door: a model by its name.</summary>
public static class Llm
{
    /// <summary>A model of any provider.</summary>
    /// <param name="model">
    /// <c>provider/model</c>, such as <c>anthropic/claude-haiku-4-5</c>. The key comes from the provider's environment
    /// variable at each call.
    /// </param>
    /// <returns>An <see cref="IChatClient"/>; creating it opens nothing.</returns>
    /// <exception cref="ArgumentException">The name has no slash, or there is no such provider.</exception>
    public static ChatModel Chat(string model) => ProviderRegistry.Default.Chat(model);

    /// <summary>An embedding model of any provider that has some.</summary>
    /// <param name="model">
    /// <c>provider/model</c>, such as <c>openai/text-embedding-3-small</c>. The key comes from the provider's environment
    /// variable at each call.
    /// </param>
    /// <returns>An <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>; creating it opens nothing.</returns>
    /// <exception cref="ArgumentException">The name has no slash, or there is no such provider.</exception>
    public static EmbeddingModel Embeddings(string model) => ProviderRegistry.Default.Embeddings(model);
}
