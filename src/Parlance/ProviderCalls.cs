using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Transport;

namespace Parlance;

/// <summary>What is asked of a provider: models, their list, and what a request would be. A row itself knows no calls.</summary>
public static class ProviderCalls
{
    extension(Provider provider)
    {
        /// <summary>A model of this provider. Creating one opens nothing.</summary>
        /// <param name="model">The model's id, sent verbatim; no id is refused here.</param>
        public ChatModel Chat(string model) => new(provider, model);

        /// <summary>
        /// The base URL with what the environment says put in. Of a part that the environment must say and does not, the
        /// variable's name stands in braces.
        /// </summary>
        public string DescribeBaseUrl() => Endpoint.Describe(provider);

        /// <summary>Makes the request that a call becomes, without sending it.</summary>
        /// <param name="call">The call: made in code, or read by a protocol from an inbound request.</param>
        /// <exception cref="LlmException">The call holds what the wire cannot express.</exception>
        public PreparedRequest Prepare(ChatCall call)
        {
            ArgumentNullException.ThrowIfNull(call);
            return PreparedRequest.Create(provider, call);
        }

        /// <summary>An embedding model of this provider. Creating one opens nothing.</summary>
        /// <param name="model">The model's id, sent verbatim; no id is refused here.</param>
        public EmbeddingModel Embeddings(string model) => new(provider, model);

        /// <summary>Asks the provider which models it has, one call for each page of its list.</summary>
        /// <param name="maximumAge">
        /// Null asks anew and keeps nothing. An age takes the list that was fetched with one before, for as long as it is
        /// younger and this very provider value lives; else it is fetched, once for all callers that come meanwhile, and one
        /// that gives up leaves it to the others. A failure is not kept.
        /// </param>
        /// <param name="cancellationToken">Ends the waiting at once.</param>
        /// <returns>The models in the provider's own order.</returns>
        /// <exception cref="LlmException">A call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider has no such list.</exception>
        public Task<IReadOnlyList<ModelInfo>> ListModelsAsync(TimeSpan? maximumAge = null, CancellationToken cancellationToken = default) =>
            maximumAge is { } age ? ModelListCache.Of(provider).GetAsync(provider, age, cancellationToken) : ModelListing.RunAsync(provider, cancellationToken);

        /// <summary>Asks the provider anew which models it has.</summary>
        /// <param name="cancellationToken">Ends the waiting at once.</param>
        /// <returns>The models in the provider's own order.</returns>
        /// <exception cref="LlmException">A call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider has no such list.</exception>
        public Task<IReadOnlyList<ModelInfo>> ListModelsAsync(CancellationToken cancellationToken) => provider.ListModelsAsync(maximumAge: null, cancellationToken);

        /// <summary>Asks the provider how many tokens a request is, without having it answered.</summary>
        /// <param name="model">The model's id; models count differently.</param>
        /// <param name="messages">The conversation.</param>
        /// <param name="options">The settings; tools count too.</param>
        /// <param name="cancellationToken">Cancels the call at once.</param>
        /// <exception cref="LlmException">The call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider does not count.</exception>
        public Task<TokenCount> CountTokensAsync(string model, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            provider.Chat(model).CountTokensAsync(messages, options, cancellationToken);
    }

    extension(ProviderRegistry registry)
    {
        /// <summary>Finds a model by <c>provider/model</c>.</summary>
        /// <param name="model">The name, split at its first slash only: model ids may hold more.</param>
        /// <exception cref="ArgumentException">There is no slash, nothing on one side of it, or no such provider.</exception>
        public ChatModel Chat(string model)
        {
            var (provider, id) = registry.Split(model, example: "anthropic/claude-haiku-4-5");
            return provider.Chat(id);
        }

        /// <summary>Finds an embedding model by <c>provider/model</c>.</summary>
        /// <param name="model">The name, split at its first slash only: model ids may hold more.</param>
        /// <exception cref="ArgumentException">There is no slash, nothing on one side of it, or no such provider.</exception>
        public EmbeddingModel Embeddings(string model)
        {
            var (provider, id) = registry.Split(model, example: "openai/text-embedding-3-small");
            return provider.Embeddings(id);
        }
    }
}
