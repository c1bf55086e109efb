using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>
/// How to talk: one wire format, both halves. The client half writes requests and decodes responses, the server half
/// reads requests and encodes responses. A protocol is pure, bytes in and bytes out, and knows no provider: what differs
/// between hosts of one wire is data that it is given.
/// </summary>
public abstract class Protocol
{
    /// <summary>The wire's name, such as <c>anthropic-messages</c>.</summary>
    public abstract string Wire { get; }

    /// <summary>The path below the base URL, with its query, that a call is posted to.</summary>
    /// <param name="call">The call.</param>
    public abstract string GetPath(ChatCall call);

    /// <summary>True where the wire carries chats; false where a host answers none, such as one that makes embeddings only.</summary>
    public virtual bool AnswersChats => true;

    /// <summary>True where the address, and not the body, says which model is asked and whether its response is streamed.</summary>
    public virtual bool IsStreamingInAddress => false;

    /// <summary>True where the address names the model, so that a body need not.</summary>
    public virtual bool IsModelInAddress => false;

    /// <summary>Headers that the wire itself requires, such as a version.</summary>
    /// <param name="call">The call.</param>
    public virtual IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call) => [];

    /// <summary>Writes the request's body and reports on the call what it could not say.</summary>
    /// <param name="call">The call.</param>
    /// <param name="body">Where the body goes.</param>
    /// <exception cref="LlmException">The call holds content that the wire cannot express.</exception>
    public abstract void WriteRequest(ChatCall call, IBufferWriter<byte> body);

    /// <summary>Makes a decoder for one response, unary or streamed.</summary>
    /// <param name="sink">The listener.</param>
    /// <param name="call">The call that is answered, null where it is not known: of its model's quirks then only those of the host count.</param>
    public abstract ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null);

    /// <summary>The path below the base URL that lists the provider's models, null where the wire has no such list.</summary>
    public virtual string? ModelsPath => null;

    /// <summary>Reads one page of the list of models.</summary>
    /// <param name="body">The response's body.</param>
    /// <exception cref="LlmException">The body is not such a list.</exception>
    public virtual ModelPage ReadModels(ReadOnlyMemory<byte> body) => ModelListReader.ReadPage(body, ModelsPath);

    /// <summary>How the wire counts the tokens of a call without answering it, null where it cannot.</summary>
    public virtual TokenCounter? TokenCounter => null;

    /// <summary>Reads an error response.</summary>
    /// <param name="response">Status, headers and the beginning of the body.</param>
    public virtual LlmException ReadError(ErrorResponse response) => ErrorReader.Read(response);

    /// <summary>Reads an inbound request: the server half.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="issuer">Who is taken to have issued the opaque state in it, null for nobody.</param>
    /// <exception cref="LlmException">The body is not a request of this wire; the message names the member.</exception>
    public virtual ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) =>
        throw new LlmException(LlmErrorKind.Unsupported, $"The wire {Wire} has no server half: it cannot read requests.");

    /// <summary>Reads an inbound request with its headers: those that the wire knows by name go back to the same host.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="headers">The request's headers; one of several values may stand here several times. Credentials in them are not read.</param>
    /// <param name="issuer">Who is taken to have issued the opaque state in it, null for nobody.</param>
    /// <exception cref="LlmException">The body is not a request of this wire; the message names the member.</exception>
    public ChatCall ReadRequest(ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> headers, string? issuer = null)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var call = ReadRequest(body, issuer);
        WireHeaders.Keep(call.Options, Wire, RequestHeaders, headers);
        return call;
    }

    /// <summary>
    /// The headers of an inbound request that say something of the call, such as <c>anthropic-beta</c>; a name that ends in
    /// a star stands for all that begin so. Never those that hold a credential.
    /// </summary>
    protected virtual IReadOnlyList<string> RequestHeaders => [];

    /// <summary>Makes an encoder that writes one response in this wire: the server half.</summary>
    /// <param name="output">Where the response's bytes go.</param>
    /// <param name="context">What the encoder must know of the request it answers.</param>
    public virtual ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) =>
        throw new LlmException(LlmErrorKind.Unsupported, $"The wire {Wire} has no server half: it cannot write responses.");

    /// <summary>The wire's names for what warnings speak of, such as <c>TopK</c> → <c>top_k</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> RequestFields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Says what a warning is about as a JSON path of the inbound body that the call was read from.</summary>
    /// <param name="call">The call that this protocol read.</param>
    /// <param name="warning">A warning about the call, whichever wire it was written for.</param>
    public string DescribeField(ChatCall call, ChatWarning warning) => DescribeWarnings(call, [warning])[0].Field;

    /// <summary>
    /// The same warnings in the words of this wire: what they are about as JSON paths of the inbound body that the call was
    /// read from, once more grouped by these.
    /// </summary>
    /// <param name="call">The call that this protocol read.</param>
    /// <param name="warnings">Warnings about the call, whichever wire it was written for.</param>
    public IReadOnlyList<ChatWarning> DescribeWarnings(ChatCall call, IReadOnlyList<ChatWarning> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        return WarningGroups.Of([.. warnings.SelectMany(warning => WarningGroups.Spread(warning, path => DescribeField(call, path)))]);
    }

    /// <summary>
    /// The same error for whoever sent the request: it names the JSON path of the inbound body, and nothing that only a
    /// caller in .NET can do. An error that is about no place of the request is returned as it is.
    /// </summary>
    /// <param name="call">The call that this protocol read.</param>
    /// <param name="error">Why the call could not be written or sent.</param>
    public LlmException DescribeError(ChatCall call, LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.InWordsOf(path => DescribeField(call, path));
    }

    /// <summary>Says what a field is called on this wire, as a JSON path of the inbound body.</summary>
    /// <param name="call">The call that this protocol read.</param>
    /// <param name="field">The field as the outbound writer named it.</param>
    public virtual string DescribeField(ChatCall call, FieldPath field) => WirePath.Of(field, RequestFields);
}
