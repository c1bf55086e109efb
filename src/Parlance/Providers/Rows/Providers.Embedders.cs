using Parlance.Protocols.Embeddings;

namespace Parlance;

// Makers of embedding models. They answer no chats.
public static partial class Providers
{
    /// <summary>Voyage AI. Embeddings only.</summary>
    public static Provider Voyage { get; } = new()
    {
        Name = "voyage",
        DisplayName = "Voyage AI",
        Protocol = new EmbeddingsOnlyProtocol(),
        EmbeddingWire = new OpenAIEmbeddings
        {
            DimensionsMember = "output_dimension",
            InputTypeMember = "input_type",
            MaximumBatch = 1000, // https://www.mongodb.com/docs/api/doc/atlas-embedding-and-reranking-api/operation/operation-createembedding.
        },
        Address = "https://api.voyageai.com/v1",
        KeyVariables = ["VOYAGE_API_KEY", "VOYAGEAI_API_KEY"],
        Documentation = "https://docs.voyageai.com/reference/embeddings-api",
    };

    /// <summary>Jina AI. Embeddings only.</summary>
    public static Provider Jina { get; } = new()
    {
        Name = "jina",
        DisplayName = "Jina AI",
        Protocol = new EmbeddingsOnlyProtocol(),
        EmbeddingWire = new OpenAIEmbeddings
        {
            InputTypeMember = "task",
            QueryType = "retrieval.query",
            DocumentType = "retrieval.passage",
            MaximumBatch = 512, // No published limit was found; a quarter of the constant in LlamaIndex's client, for a batch too small only costs requests.
        },
        Address = "https://api.jina.ai/v1",
        KeyVariables = ["JINA_API_KEY", "JINAAI_API_KEY"],
        Documentation = "https://jina.ai/embeddings/",
    };
}
