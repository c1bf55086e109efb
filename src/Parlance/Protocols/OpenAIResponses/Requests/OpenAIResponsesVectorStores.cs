using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The stores that a file search looks through: the wire has no search without one.</summary>
internal static class OpenAIResponsesVectorStores
{
    public static List<string> Find(AITool tool) => tool is HostedFileSearchTool search
        ? [.. (search.Inputs ?? []).OfType<HostedVectorStoreContent>().Select(store => store.VectorStoreId)]
        : [];
}
