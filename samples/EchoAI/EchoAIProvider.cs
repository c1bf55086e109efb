using Parlance;

namespace EchoAI;

/// <summary>Who and where: the row of EchoAI.</summary>
public static class EchoAIProvider
{
    /// <summary>EchoAI at a host.</summary>
    /// <param name="baseUrl">Everything before <c>/api/generate</c>.</param>
    public static Provider At(string baseUrl) => new()
    {
        Name = "echoai",
        DisplayName = "EchoAI",
        Protocol = new EchoAIProtocol(),
        EmbeddingWire = new EchoAIEmbeddings(),
        Address = baseUrl,
        Authenticator = new EchoAISignature(),
        KeyVariables = ["ECHOAI_API_KEY"],
    };
}
