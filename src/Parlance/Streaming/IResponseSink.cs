using Microsoft.Extensions.AI;

namespace Parlance.Streaming;

/// <summary>
/// Hears one response, as a SAX handler hears a document. A protocol's decoder speaks to it, an encoder, the assembler
/// or a tap listens.
/// </summary>
/// <remarks>
/// <para>The grammar:</para>
/// <code>
/// response = Start { BlockStart | Delta | Annotation | OpaqueState | BlockEnd } { Extra } [ Usage ] ( Finish | Fail )
///          | Fail
/// </code>
/// <para>
/// Every block has an index of its own, starting at 0 and rising by one; blocks may interleave; nothing of a block
/// precedes its <see cref="BlockStart"/> or follows its <see cref="BlockEnd"/>. On success every block is closed before
/// <see cref="Finish"/>. <see cref="Usage"/> comes at most once. Spans are valid during the call only.
/// </para>
/// <para>
/// Ids that a wire sends only after its first block arrive as <see cref="Extra"/> members named
/// <see cref="ResponseExtra.Id"/>, <see cref="ResponseExtra.Model"/> and <see cref="ResponseExtra.Created"/>.
/// </para>
/// </remarks>
public interface IResponseSink
{
    /// <summary>The response begins.</summary>
    /// <param name="id">The provider's id of the response, null where it gave none so far.</param>
    /// <param name="model">The model that answers, null where the provider did not say so far.</param>
    /// <param name="created">When the response was made, null where the provider did not say so far.</param>
    void Start(string? id, string? model, DateTimeOffset? created);

    /// <summary>A block begins.</summary>
    /// <param name="index">The block's index in this response.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="id">The id of a call, or of what a result answers; null where there is none.</param>
    /// <param name="name">The name of a tool, or the wire's own type of the block; null where there is none.</param>
    /// <param name="mediaType">The media type of a <see cref="BlockKind.Media"/> block.</param>
    void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType);

    /// <summary>The next piece of a block: text, argument text or base64 text.</summary>
    /// <param name="index">The block's index.</param>
    /// <param name="utf8">The piece: never empty, never a part of a character.</param>
    void Delta(int index, ReadOnlySpan<byte> utf8);

    /// <summary>Something said about a block's content, such as a citation, in the wire's own JSON.</summary>
    /// <param name="index">The block's index.</param>
    /// <param name="json">One JSON value.</param>
    void Annotation(int index, ReadOnlySpan<byte> json);

    /// <summary>State that only its issuer can read and that must go back to it verbatim.</summary>
    /// <param name="index">The block's index.</param>
    /// <param name="bytes">The state as it stood on the wire, UTF-8.</param>
    void OpaqueState(int index, ReadOnlySpan<byte> bytes);

    /// <summary>A block is complete.</summary>
    /// <param name="index">The block's index.</param>
    void BlockEnd(int index);

    /// <summary>What the response consumed, merged from all of the wire's reports.</summary>
    /// <param name="usage">The disjoint buckets.</param>
    /// <param name="rawJson">The wire's own usage object, or empty.</param>
    void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson);

    /// <summary>A member of the response that the grammar has no place for. Each name comes once, with its last value.</summary>
    /// <param name="name">The member's name on the wire, or one of <see cref="ResponseExtra"/>.</param>
    /// <param name="json">One JSON value.</param>
    void Extra(string name, ReadOnlySpan<byte> json);

    /// <summary>The response is complete.</summary>
    /// <param name="reason">Why the model stopped, null where the provider gave no reason.</param>
    /// <param name="raw">The provider's own word for it.</param>
    void Finish(ChatFinishReason? reason, string? raw);

    /// <summary>The response failed; what came before it stands.</summary>
    /// <param name="error">Why.</param>
    void Fail(LlmException error);
}

/// <summary>The names under which <see cref="IResponseSink.Extra"/> reports what is not a wire's own member.</summary>
public static class ResponseExtra
{
    /// <summary>The response's id, where it came after the first block: a JSON string.</summary>
    public const string Id = "parlance.id";

    /// <summary>The model, where it came after the first block: a JSON string.</summary>
    public const string Model = "parlance.model";

    /// <summary>The time of creation, where it came after the first block: a JSON number, seconds since 1970.</summary>
    public const string Created = "parlance.created";

    /// <summary>Log probabilities of the output's tokens: a JSON array, one element a token, in the wire's own shape.</summary>
    public const string LogProbs = "logprobs";
}
