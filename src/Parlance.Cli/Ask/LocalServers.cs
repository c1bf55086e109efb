namespace Parlance.Cli.Ask;

/// <summary>The model servers that people run on their own machine.</summary>
internal static class LocalServers
{
    /// <summary>All servers are asked at once, and none may hold up the prompt.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    // Models that turn text into vectors cannot answer, and servers list them beside the others.
    private static readonly string[] s_vectorModels = ["embed", "minilm", "bge-", "rerank"];

    private static readonly (string Name, string DisplayName, string BaseUrl)[] s_openAICompatible =
    [
        ("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1"), // https://github.com/ggml-org/llama.cpp/tree/master/tools/server
        ("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"), // https://lmstudio.ai/docs/app/api
    ];

    /// <summary>Every server, in the order of preference.</summary>
    public static IReadOnlyList<Provider> All(CliEnvironment environment) =>
        [environment.Bind(environment.Providers.TryGet("ollama", out var ollama) ? ollama : Providers.Ollama), .. s_openAICompatible.Select(server => Find(environment, server))];

    /// <summary>The first model of the first server that answers; null where none does.</summary>
    public static async Task<ChatModel?> FindModelAsync(CliEnvironment environment, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var found = await Task.WhenAll(All(environment).Select(server => FirstModelAsync(server, limit.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return found.FirstOrDefault(model => model is not null);
    }

    private static async Task<ChatModel?> FirstModelAsync(Provider server, CancellationToken cancellationToken)
    {
        try
        {
            var models = await server.ListModelsAsync(cancellationToken).ConfigureAwait(false);
            return models.FirstOrDefault(model => !s_vectorModels.Any(part => model.Id.Contains(part, StringComparison.OrdinalIgnoreCase))) is { } first ? server.Chat(first.Id) : null;
        }
        catch (Exception error) when (error is LlmException or OperationCanceledException)
        {
            // Nobody listens there, or somebody else does.
            return null;
        }
    }

    private static Provider Find(CliEnvironment environment, (string Name, string DisplayName, string BaseUrl) server) =>
        environment.Bind(environment.Providers.TryGet(server.Name, out var known) ? known : Provider.OpenAICompatible(server.Name, server.BaseUrl) with { DisplayName = server.DisplayName });
}
