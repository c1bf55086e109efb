using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.ProviderRows;

/// <summary>What a provider offers: stated by its row, or following from what it speaks.</summary>
public sealed class ProviderFeaturesTests
{
    private const ProviderFeatures Stated = ProviderFeatures.Tools | ProviderFeatures.Vision | ProviderFeatures.Reasoning | ProviderFeatures.JsonSchema;

    private static readonly Provider s_mine = Provider.OpenAICompatible("mine", "https://models.example/v1");

    [Fact]
    public void A_host_of_ones_own_offers_what_its_wire_can_ask_for() =>
        s_mine.Features.ShouldBe(Stated | ProviderFeatures.Chat | ProviderFeatures.Embeddings | ProviderFeatures.ModelList);

    [Fact]
    public void What_a_provider_speaks_is_not_said_a_second_time()
    {
        var bare = s_mine with { Features = ProviderFeatures.None };

        bare.Features.ShouldBe(ProviderFeatures.Chat | ProviderFeatures.Embeddings | ProviderFeatures.ModelList);
        (bare with { EmbeddingWire = null }).Features.ShouldBe(ProviderFeatures.Chat | ProviderFeatures.ModelList);
        bare.WithProtocol(new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null })).Features.ShouldBe(ProviderFeatures.Chat | ProviderFeatures.Embeddings);
        bare.WithProtocol(Parlance.Providers.Anthropic.Protocol).Features.HasFlag(ProviderFeatures.TokenCount).ShouldBeTrue();
        bare.WithProtocol(Parlance.Providers.Voyage.Protocol).Features.ShouldBe(ProviderFeatures.Embeddings);
    }

    [Fact]
    public void What_its_models_can_do_is_what_was_said_and_nothing_else_can_be_said()
    {
        var other = s_mine with { Features = ProviderFeatures.Vision | ProviderFeatures.TokenCount };

        other.Features.HasFlag(ProviderFeatures.Vision).ShouldBeTrue();
        other.Features.HasFlag(ProviderFeatures.Tools).ShouldBeFalse();
        other.Features.HasFlag(ProviderFeatures.TokenCount).ShouldBeFalse();
        other.ShouldBe(s_mine with { Features = other.Features });
    }
}
