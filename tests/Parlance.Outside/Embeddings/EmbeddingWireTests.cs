using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.OpenAIChat;
using Parlance.Testing;

namespace Outside.Embeddings;

/// <summary>Embeddings of a host that the library does not know.</summary>
public sealed class EmbeddingWireTests
{
    [Fact]
    public async Task A_wire_of_ones_own_asks_and_reads_in_its_own_words()
    {
        using var handler = new ReplayHandler(
            new ReplayResponse("""{"rows":[[1,2],[3,4]],"paid":5}"""),
            new ReplayResponse("""{"rows":[[5,6]],"paid":1}"""));
        var options = new EmbeddingGenerationOptions { InputType = "query", Dimensions = 2, ExtraBody = JsonElement.Parse("""{"trace":true}""") };

        var vectors = await House(new HouseEmbeddings(), handler).GenerateAsync(["a", "b", "c"], options, TestContext.Current.CancellationToken);

        handler.Requests.Select(request => request.Text).ShouldBe(["""{"sentences":["a","b"],"for":"question","trace":true}""", """{"sentences":["c"],"for":"question","trace":true}"""]);
        handler.Requests[0].Url.AbsolutePath.ShouldBe("/vectors/small");
        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 2f], [3f, 4f], [5f, 6f]]);
        vectors[0].ModelId.ShouldBe("house-1");
        vectors.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(6);
        vectors.Warnings.ShouldHaveSingleItem().Field.ShouldBe("Dimensions");
    }

    [Fact]
    public async Task A_wire_that_answers_as_others_do_needs_no_reader()
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"data":[{"embedding":"Af8="}],"usage":{"prompt_tokens":3}}"""));

        var vectors = await House(new PackedEmbeddings(), handler).GenerateAsync(["a"], new EmbeddingGenerationOptions { InputType = "query" }, TestContext.Current.CancellationToken);

        vectors.ShouldHaveSingleItem().Vector.ToArray().ShouldBe([1f, -1f]);
        vectors.Warnings.ShouldHaveSingleItem().Field.ShouldBe("InputType");
    }

    [Fact]
    public async Task A_host_that_copies_another_is_data()
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"data":[{"embedding":[1]}]}"""));
        var wire = new OpenAIEmbeddings { Path = "/{model}/embed", WritesModel = false, DimensionsMember = "size", InputTypeMember = "task", QueryType = "q", DocumentType = "d", MaximumBatch = 7, Encoding = VectorEncoding.Bits };

        await House(wire, handler).GenerateAsync(["a"], new EmbeddingGenerationOptions { InputType = "document", Dimensions = 1 }, TestContext.Current.CancellationToken);

        var request = handler.Requests.ShouldHaveSingleItem();
        request.Url.AbsolutePath.ShouldBe("/small/embed");
        request.Text.ShouldBe("""{"input":["a"],"size":1,"task":"d"}""");
        wire.GetMaximumBatch("small").ShouldBe(7);
    }

    [Fact]
    public async Task What_a_reader_cannot_parse_is_a_malformed_response()
    {
        using var handler = new ReplayHandler(new ReplayResponse("<html>sk-house-0123456789abcdef</html>").WithHeader("x-request-id", "r-1"));

        var error = await Should.ThrowAsync<LlmException>(() => House(new HouseEmbeddings(), handler).GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));

        (error.Kind, error.StatusCode, error.RequestId, error.Provider, error.Model).ShouldBe((LlmErrorKind.MalformedResponse, 200, "r-1", "house", "small"));
        error.Body.ShouldBe("<html>***</html>");
    }

    private static EmbeddingModel House(EmbeddingWire wire, HttpMessageHandler handler) =>
        (new Provider { Name = "house", DisplayName = "House", Protocol = new OpenAIChatProtocol(), Address = "https://house.test", Auth = AuthScheme.None } with { EmbeddingWire = wire }).WithHandler(handler).Embeddings("small");
}
