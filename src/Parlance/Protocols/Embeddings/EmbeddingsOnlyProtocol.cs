using System.Buffers;
using Parlance.Responses;

namespace Parlance.Protocols.Embeddings;

/// <summary>What stands for a protocol where a host makes embeddings and answers no chats: every call says what to do instead.</summary>
public sealed class EmbeddingsOnlyProtocol : Protocol
{
    /// <inheritdoc />
    public override string Wire => OpenAIEmbeddings.WireName;

    /// <inheritdoc />
    public override bool AnswersChats => false;

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => throw Refuse();

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => throw Refuse();

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => throw Refuse();

    private static LlmException Refuse() => new(
        LlmErrorKind.Unsupported,
        "This provider makes embeddings and answers no chats. Use its Embeddings(model), or ask another provider.");
}
