using Microsoft.Extensions.AI;
using Parlance.GoogleCloud;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>
/// The simulator in the place of every provider whose wire it speaks: a chat, whole and streamed, embeddings, the list of
/// models and the count of tokens, each where the row says that the provider has it.
/// </summary>
public sealed class SimulatedProviderTests
{
    // Wires without a server half, which nobody can pretend to be.
    private static readonly string[] s_clientOnly = ["dashscope", "dashscope-intl", "cohere", "hunyuan", "huggingface"];

    // Its token must name an account.
    private const string PlanToken = "e30.eyJodHRwczovL2FwaS5vcGVuYWkuY29tL2F1dGgiOnsiY2hhdGdwdF9hY2NvdW50X2lkIjoiYSJ9fQ.e30";

    private static readonly ChatMessage[] s_greeting = [new(ChatRole.User, "Say hello in five words")];

    public static TheoryData<string> Simulated => [.. Providers.All.Select(provider => provider.Name).Except(s_clientOnly), "vertex", "anthropic-vertex"];

    [Theory]
    [MemberData(nameof(Simulated))]
    public async Task The_simulator_chats_embeds_lists_and_counts_in_its_place(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var provider = Find(name);
        if (provider.Features.HasFlag(ProviderFeatures.Chat))
        {
            await ChatsAsync(provider, cancellation);
        }

        if (provider.Features.HasFlag(ProviderFeatures.Embeddings))
        {
            var vectors = await provider.Embeddings("m").GenerateAsync(["a", "b"], cancellationToken: cancellation);
            vectors.Count.ShouldBe(2);
            vectors[0].Vector.ToArray().ShouldNotBe(vectors[1].Vector.ToArray());
        }

        if (provider.Features.HasFlag(ProviderFeatures.ModelList))
        {
            (await provider.ListModelsAsync(cancellation)).Select(listed => listed.Id).ShouldBe(["parlance-1", "parlance-1-thinking"]);
        }
    }

    private static async Task ChatsAsync(Provider provider, CancellationToken cancellation)
    {
        var model = provider.Chat("parlance-1");
        var whole = await model.GetResponseAsync(s_greeting, cancellationToken: cancellation);
        var streamed = await model.GetStreamingResponseAsync(s_greeting, cancellationToken: cancellation).ToChatResponseAsync(cancellation);

        foreach (var response in (ChatResponse[])[whole, streamed])
        {
            response.Text.ShouldBe("Hello there, how are you?");
            response.FinishReason.ShouldBe(ChatFinishReason.Stop);
            response.ModelId.ShouldBe("parlance-1");
        }

        whole.Usage!.OutputTokenCount.ShouldBe(7);
        if (provider.Features.HasFlag(ProviderFeatures.TokenCount))
        {
            (await model.CountTokensAsync(s_greeting, cancellationToken: cancellation)).Tokens.ShouldBe(whole.Usage.InputTokenCount!.Value);
        }
    }

    private static Provider Find(string name)
    {
        var token = GoogleCloudAuthenticator.FromAccessToken("token");
        var row = name switch
        {
            "vertex" => GoogleCloudProviders.Vertex("p", "global", token),
            "anthropic-vertex" => GoogleCloudProviders.AnthropicVertex("p", "global", token),
            _ => ProviderRegistry.Default.Get(name).WithApiKey(name == "codex" ? PlanToken : "id.secret"),
        };
        return row.WithHandler(new Simulator().CreateHandler()) with { ReadVariable = Place };
    }

    /// <summary>What stands in the addresses of rows that are each user's own.</summary>
    private static string? Place(string variable) => variable switch
    {
        "AZURE_OPENAI_ENDPOINT" or "AZURE_AI_ENDPOINT" => "https://resource.test",
        "AWS_REGION" => "us-east-1",
        "CLOUDFLARE_ACCOUNT_ID" => "account",
        _ => null,
    };
}
