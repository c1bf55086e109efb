using Azure.Core;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>
/// What every provider owes its caller, whichever wire it speaks and whichever package it comes from. Nothing here knows
/// a provider but for how it takes a credential.
/// </summary>
public sealed class ProviderContractTests
{
    private const string Key = "sk-contract-0123456789abcdefghij";
    private const string Model = "contract-1";

    private static readonly ProviderRegistry s_registry = new ProviderRegistry(Parlance.Providers.All).AddBedrock("us-east-1").AddGoogleCloud().AddAzure();

    private static readonly Dictionary<string, string> s_variables = new(StringComparer.Ordinal)
    {
        ["AZURE_OPENAI_ENDPOINT"] = "https://openai.test",
        ["AZURE_AI_ENDPOINT"] = "https://foundry.test",
        ["AWS_REGION"] = "us-east-1",
        ["CLOUDFLARE_ACCOUNT_ID"] = "account",
        ["GOOGLE_CLOUD_PROJECT"] = "project",
        ["TENCENTCLOUD_SECRET_ID"] = "id",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. s_registry.All.Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_answers_whole_and_streamed_with_the_same_text(string name)
    {
        var whole = Open(name, HostAnswers.Chat(s_registry.Get(name), isStreaming: false)).Chat(Model);
        var streamed = Open(name, HostAnswers.Chat(s_registry.Get(name), isStreaming: true)).Chat(Model);
        if (!whole.Provider.Features.HasFlag(ProviderFeatures.Chat))
        {
            await ShouldRefuseAsync(name, provider => provider.Chat(Model).GetResponseAsync("Hi", cancellationToken: Token));
            await ShouldRefuseAsync(name, provider => provider.Chat(Model).GetStreamingResponseAsync("Hi", cancellationToken: Token).ToChatResponseAsync(Token));
            return;
        }

        var response = await whole.GetResponseAsync("Hi", cancellationToken: Token);
        var updates = await streamed.GetStreamingResponseAsync("Hi", cancellationToken: Token).ToListAsync(Token);

        response.Text.ShouldNotBeNullOrWhiteSpace();
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        string.Concat(updates.Select(update => update.Text)).ShouldBe(response.Text);
        updates.ToChatResponse().FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_who_it_is(string name)
    {
        var provider = Open(name, new VerbatimHandler("{}"));
        var chat = provider.Chat(Model).GetService<ChatClientMetadata>().ShouldNotBeNull();
        var embeddings = provider.Embeddings(Model).GetService<EmbeddingGeneratorMetadata>().ShouldNotBeNull();

        (chat.ProviderName, chat.DefaultModelId).ShouldBe((name, Model));
        (embeddings.ProviderName, embeddings.DefaultModelId).ShouldBe((name, Model));
        chat.ProviderUri.ShouldNotBeNull().ShouldBe(embeddings.ProviderUri);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Once_cancelled_it_sends_nothing(string name)
    {
        using var handler = new VerbatimHandler("{}");
        var provider = Open(name, handler);
        var cancelled = new CancellationToken(canceled: true);
        List<Func<Task>> calls = [];
        if (provider.Features.HasFlag(ProviderFeatures.Chat))
        {
            calls.Add(() => provider.Chat(Model).GetResponseAsync("Hi", cancellationToken: cancelled));
            calls.Add(() => provider.Chat(Model).GetStreamingResponseAsync("Hi", cancellationToken: cancelled).ToChatResponseAsync(Token));
        }

        if (provider.Features.HasFlag(ProviderFeatures.Embeddings))
        {
            calls.Add(() => provider.Embeddings(Model).GenerateAsync(["Hi"], cancellationToken: cancelled));
        }

        if (provider.Features.HasFlag(ProviderFeatures.ModelList))
        {
            calls.Add(() => provider.ListModelsAsync(cancelled));
        }

        foreach (var call in calls)
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }

        handler.Requests.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refused_key_is_an_error_of_its_own_that_names_the_provider_and_hides_the_key(string name)
    {
        using var handler = new VerbatimHandler($$$"""{"error":{"message":"Incorrect API key provided: {{{Key}}}."}}""", status: System.Net.HttpStatusCode.Unauthorized);
        var provider = Open(name, handler);
        List<Func<Task>> calls = provider.Features.HasFlag(ProviderFeatures.Chat)
            ?
            [
                () => provider.Chat(Model).GetResponseAsync("Hi", cancellationToken: Token),
                () => provider.Chat(Model).GetStreamingResponseAsync("Hi", cancellationToken: Token).ToChatResponseAsync(Token),
            ]
            : [() => provider.Embeddings(Model).GenerateAsync(["Hi"], cancellationToken: Token)];

        foreach (var call in calls)
        {
            var error = await Should.ThrowAsync<LlmException>(call);
            (error.Kind, error.Provider, error.Model, error.StatusCode).ShouldBe((LlmErrorKind.Authentication, name, Model, 401));
            $"{error} {error.Body}".ShouldNotContain(Key);
        }

        handler.Requests.Count.ShouldBe(calls.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_embeds_or_says_that_it_cannot(string name)
    {
        var generator = Open(name, HostAnswers.Embeddings(s_registry.Get(name))).Embeddings(Model);
        if (!generator.Provider.Features.HasFlag(ProviderFeatures.Embeddings))
        {
            await ShouldRefuseAsync(name, provider => provider.Embeddings(Model).GenerateAsync(["Hi"], cancellationToken: Token));
            return;
        }

        (await generator.GenerateAsync(["Hi"], cancellationToken: Token)).ShouldHaveSingleItem().Vector.Length.ShouldBeGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_lists_its_models_or_says_that_it_cannot(string name)
    {
        var provider = Open(name, HostAnswers.Models(s_registry.Get(name)));
        if (!provider.Features.HasFlag(ProviderFeatures.ModelList))
        {
            await ShouldRefuseAsync(name, refusing => refusing.ListModelsAsync(Token));
            return;
        }

        (await provider.ListModelsAsync(Token)).ShouldHaveSingleItem().Id.ShouldBe(Model);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_counts_tokens_or_says_that_it_cannot(string name)
    {
        var provider = Open(name, HostAnswers.TokenCount(s_registry.Get(name)));
        if (!provider.Features.HasFlag(ProviderFeatures.TokenCount))
        {
            await ShouldRefuseAsync(name, refusing => refusing.CountTokensAsync(Model, [new ChatMessage(ChatRole.User, "Hi")], cancellationToken: Token));
            return;
        }

        (await provider.CountTokensAsync(Model, [new ChatMessage(ChatRole.User, "Hi")], cancellationToken: Token)).Tokens.ShouldBeGreaterThan(0);
    }

    /// <summary>What a provider does not have is a typed error before anything is sent.</summary>
    private static async Task ShouldRefuseAsync(string name, Func<Provider, Task> call)
    {
        using var handler = new VerbatimHandler("{}");

        var error = await Should.ThrowAsync<LlmException>(() => call(Open(name, handler)));

        (error.Kind, error.Provider).ShouldBe((LlmErrorKind.Unsupported, name));
        handler.Requests.ShouldBeEmpty();
    }

    /// <summary>The row with a made-up credential of the kind that it takes.</summary>
    private static Provider Open(string name, HttpMessageHandler handler)
    {
        var row = s_registry.Get(name).WithHandler(handler) with { Environment = s_variables.GetValueOrDefault };
        return name switch
        {
            "codex" => row.WithBearerToken(Key).WithHeader("chatgpt-account-id", "account"),
            "azure-openai-identity" => row.WithAzureIdentity(DelegatedTokenCredential.Create((_, _) => new AccessToken(Key, DateTimeOffset.MaxValue))),
            "vertex" or "anthropic-vertex" => row.WithAuthenticator(GoogleCloudAuthenticator.FromAccessToken(Key)),
            _ => row.WithApiKey(Key),
        };
    }
}
