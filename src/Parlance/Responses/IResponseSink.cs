namespace Parlance.Responses;

/// <summary>
/// Hears one response, as a SAX handler hears a document. A protocol's decoder speaks to it, an encoder, the assembler
/// or a tap listens.
/// </summary>
/// <remarks>
/// <para>The grammar:</para>
/// <code>
/// response = Start { BlockStart | Delta | Annotation | OpaqueState | BlockEnd } [ Identify ] { Extra } [ Usage ] ( Finish | Fail )
///          | Fail
/// </code>
/// <para>
/// Every block has an index of its own, starting at 0 and rising by one; blocks may interleave; nothing of a block
/// precedes its <see cref="BlockStart"/> or follows its <see cref="BlockEnd"/>. On success every block is closed before
/// <see cref="Finish"/>. <see cref="Identify"/> and <see cref="Usage"/> come at most once. Spans are valid during the
/// call only.
/// </para>
/// <para>The structs grow where wires have more to say; a listener that does not look at a new member is not broken by it.</para>
/// </remarks>
public interface IResponseSink
{
    /// <summary>The response begins.</summary>
    /// <param name="response">Who answers, as far as the wire has said before the first block.</param>
    void Start(in ResponseInfo response);

    /// <summary>What of <see cref="Start"/> the wire said only after the first block.</summary>
    /// <param name="late">The values that came late; those that <see cref="Start"/> had are null here.</param>
    void Identify(in ResponseInfo late);

    /// <summary>A block begins.</summary>
    /// <param name="index">The block's index in this response.</param>
    /// <param name="block">What it holds.</param>
    void BlockStart(int index, in BlockInfo block);

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
    /// <param name="finish">Why it ended.</param>
    void Finish(in FinishInfo finish);

    /// <summary>The response failed; what came before it stands.</summary>
    /// <param name="error">Why.</param>
    void Fail(LlmException error);
}

/// <summary>The names under which <see cref="IResponseSink.Extra"/> reports what several wires have under names of their own.</summary>
public static class ResponseExtra
{
    /// <summary>Log probabilities of the output's tokens: a JSON array, one element a token, in the wire's own shape.</summary>
    public const string LogProbs = "logprobs";
}
