namespace Parlance.Transport;

/// <summary>A provider's list of models, page by page.</summary>
internal static class ModelListing
{
    // A host that names a next page for ever must not hold the caller for ever.
    private const int MaximumPages = 100;

    public static async Task<IReadOnlyList<ModelInfo>> RunAsync(Provider provider, CancellationToken cancellationToken)
    {
        var path = provider.Protocol.ModelsPath ?? throw new LlmException(
            LlmErrorKind.Unsupported,
            $"{provider.DisplayName} cannot list its models: the wire {provider.Protocol.Wire} has no such call as this provider speaks it. Any model id can still be used.")
        { Provider = provider.Name };
        var host = provider.Address.ModelsBaseUrl is { } other ? provider.WithBaseUrl(other) : provider;
        var models = new List<ModelInfo>();
        for (var page = 1; page <= MaximumPages; page++)
        {
            var body = await JsonRequest.GetAsync(host, path, cancellationToken).ConfigureAwait(false);
            var read = Read(provider, body);
            models.AddRange(read.Models);
            if (read.NextPath is not { } next)
            {
                return models;
            }

            path = next;
        }

        throw new LlmException(LlmErrorKind.MalformedResponse, $"{provider.DisplayName} lists its models on more than {MaximumPages} pages.") { Provider = provider.Name };
    }

    private static Protocols.ModelPage Read(Provider provider, ReadOnlyMemory<byte> body)
    {
        try
        {
            return provider.Protocol.ReadModels(body);
        }
        catch (LlmException error)
        {
            error.Complete(provider.Name);
            throw;
        }
    }
}
