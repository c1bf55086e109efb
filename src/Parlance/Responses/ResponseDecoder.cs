using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Responses;

/// <summary>
/// Turns the frames of one response into calls on a sink. This base class keeps the grammar, so that a protocol only
/// says what it reads: it holds <see cref="IResponseSink.Start"/> back until the first block, numbers the blocks, carries
/// surrogate halves between deltas, merges usage, and ends exactly once. A unary response is a stream of one frame.
/// </summary>
/// <remarks>An instance serves one response and one thread at a time.</remarks>
public abstract class ResponseDecoder : IDisposable
{
    private readonly IResponseSink _sink;
    private readonly List<Block> _blocks = [];
    private readonly PooledBuffer _scratch = new();
    private readonly ResponseExtras _extras = new();
    private readonly PooledBuffer _rawUsage = new(1 << 20);
    private readonly ResponseIdentity _identity = new();
    private TokenUsage _usage;
    private bool _hasUsage;

    /// <summary>Creates a decoder that speaks to a sink.</summary>
    /// <param name="sink">The listener.</param>
    protected ResponseDecoder(IResponseSink sink) => _sink = sink;

    /// <summary>True once the first block has begun: from here on the caller has seen a part of the answer.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>True once the response has finished or failed; later frames are ignored.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>
    /// True once the body has turned out to be one JSON value, known at its end: nothing can be missing of it, while a
    /// stream that lacks its terminal was cut.
    /// </summary>
    internal bool IsUnary { get; set; }

    /// <summary>Why the model stopped, as far as the wire has said.</summary>
    protected ChatFinishReason? FinishReason { get; private set; }

    /// <summary>The provider's own word for <see cref="FinishReason"/>.</summary>
    protected string? RawFinishReason { get; private set; }

    /// <summary>True where a client tool call has begun.</summary>
    protected bool HasToolCalls { get; private set; }

    /// <summary>The wire's name in error messages.</summary>
    protected abstract string Wire { get; }

    /// <summary>Decodes one frame.</summary>
    /// <param name="eventType">The SSE event's type, or empty.</param>
    /// <param name="data">The frame's bytes.</param>
    /// <param name="isPartial">True for a last frame that the end of the body may have cut; what it does not complete is dropped.</param>
    public void Push(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, bool isPartial = false)
    {
        if (IsEnded)
        {
            return;
        }

        if (data.TrimStart((byte)' ').StartsWith("[DONE]"u8))
        {
            DecodeDone();
            return;
        }

        try
        {
            DecodeFrame(eventType, data);
        }
        catch (JsonException) when (isPartial)
        {
            // The cut itself is reported by End: the stream lacks its terminal.
        }
        catch (JsonException malformed)
        {
            Fail(Malformed(eventType, data, malformed));
        }
        catch (BufferLimitException limit)
        {
            Fail(new LlmException(LlmErrorKind.MalformedResponse, $"The {Wire} response is too large: {limit.Message}", limit));
        }
    }

    /// <summary>Says that the transport has no more frames: the response finishes, or fails as interrupted.</summary>
    /// <param name="cause">Why the transport ended, where it did not end by itself.</param>
    public void End(Exception? cause = null)
    {
        if (!IsEnded)
        {
            DecodeEnd();
        }

        if (!IsEnded)
        {
            Fail(new LlmException(LlmErrorKind.StreamInterrupted, $"The {Wire} response ended without its terminal: a part of the answer is missing. Try again.", cause));
        }
    }

    /// <summary>Reports an error of the transport.</summary>
    /// <param name="error">What broke.</param>
    public void Abort(LlmException error) => Fail(error);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the pooled buffers.</summary>
    /// <param name="disposing">True where called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        _scratch.Dispose();
        _rawUsage.Dispose();
        _extras.Dispose();
    }

    /// <summary>Reads one frame and reports what it says.</summary>
    /// <param name="eventType">The SSE event's type, or empty.</param>
    /// <param name="data">The frame's bytes.</param>
    protected abstract void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data);

    /// <summary>
    /// The stream says <c>[DONE]</c>. The word belongs to chat completions, but hosts that speak several wires put it
    /// behind every stream; where it is no terminal of the wire there is nothing to do.
    /// </summary>
    protected virtual void DecodeDone()
    {
    }

    /// <summary>
    /// The transport has ended: call <see cref="Complete"/> where the wire's terminal was seen, else do nothing and the
    /// response fails as interrupted.
    /// </summary>
    protected abstract void DecodeEnd();

    /// <summary>Reports ids; the first non-empty value of each wins. Call it before the blocks of the same frame.</summary>
    /// <param name="id">The response's id, null or empty where absent.</param>
    /// <param name="model">The model, null or empty where absent.</param>
    /// <param name="created">The time of creation.</param>
    protected void Identify(string? id, string? model, DateTimeOffset? created = null) => _identity.Learn(id, model, created);

    private protected void Identify(in JsonSlice id, in JsonSlice model, in JsonSlice created) => _identity.Learn(id, model, created);

    /// <summary>Begins a block.</summary>
    /// <returns>The block's index.</returns>
    /// <param name="kind">What it holds.</param>
    /// <param name="id">The id of a call, or of what a result answers.</param>
    /// <param name="name">The name of a tool, or the wire's own type of the block.</param>
    /// <param name="mediaType">The media type of a media block.</param>
    protected int OpenBlock(BlockKind kind, string? id = null, string? name = null, string? mediaType = null) =>
        OpenBlock(new BlockInfo(kind) { Id = id, Name = name, MediaType = mediaType });

    /// <summary>Begins a block.</summary>
    /// <param name="block">What is known of it.</param>
    /// <returns>The block's index.</returns>
    protected int OpenBlock(in BlockInfo block)
    {
        Start();
        IsCommitted = true;
        HasToolCalls |= block.Kind == BlockKind.ToolCall;
        var index = _blocks.Count;
        _blocks.Add(new Block { Kind = block.Kind, IsOpen = true });
        _sink.BlockStart(index, block);
        return index;
    }

    /// <summary>True where the block has begun and not ended.</summary>
    /// <param name="block">The index that <see cref="OpenBlock(in BlockInfo)"/> returned, or -1 for none.</param>
    protected bool IsOpen(int block) => block >= 0 && _blocks[block].IsOpen;

    /// <summary>True where the block is open and of a kind.</summary>
    private protected bool IsOpen(int block, BlockKind kind) => IsOpen(block) && _blocks[block].Kind == kind;

    /// <summary>Goes on with a block where it is open and of a kind, else ends it and begins another: most wires send pieces and no blocks.</summary>
    /// <returns>The index of the block that is open then.</returns>
    private protected int ContinueBlock(int block, BlockKind kind)
    {
        if (IsOpen(block, kind))
        {
            return block;
        }

        CloseBlock(block);
        return OpenBlock(kind);
    }

    /// <summary>Adds plain UTF-8 text to a block; an empty piece is nothing.</summary>
    /// <param name="block">The block's index.</param>
    /// <param name="utf8">The piece.</param>
    protected void Append(int block, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return;
        }

        FlushSurrogate(block);
        _sink.Delta(block, utf8);
    }

    /// <summary>Adds the text of a JSON string to a block, or the JSON text of any other value; a missing one is nothing.</summary>
    private protected void Append(int block, in JsonSlice value)
    {
        if (value.IsMissing || !value.IsEscaped)
        {
            Append(block, value.IsMissing ? default : value.Bytes);
            return;
        }

        ref var state = ref CollectionsMarshal.AsSpan(_blocks)[block];
        _scratch.Clear();
        var length = JsonText.Unescape(value.Bytes, _scratch.GetSpan(JsonText.MaxLength(value.Bytes.Length)), ref state.HighSurrogate);
        _scratch.Advance(length);
        if (length > 0)
        {
            _sink.Delta(block, _scratch.Span);
        }
    }

    /// <summary>Reports something said about a block's content.</summary>
    /// <param name="block">The block's index.</param>
    /// <param name="json">One JSON value.</param>
    protected void Annotate(int block, ReadOnlySpan<byte> json) => _sink.Annotation(block, json);

    /// <summary>Reports state that must go back to its issuer verbatim; empty is nothing.</summary>
    /// <param name="block">The block's index.</param>
    /// <param name="utf8">The state.</param>
    protected void AttachOpaqueState(int block, ReadOnlySpan<byte> utf8)
    {
        if (!utf8.IsEmpty)
        {
            _sink.OpaqueState(block, utf8);
        }
    }

    /// <summary>Ends a block; one that has ended already, or -1, is left alone.</summary>
    /// <param name="block">The block's index.</param>
    protected void CloseBlock(int block)
    {
        if (!IsOpen(block))
        {
            return;
        }

        FlushSurrogate(block);
        CollectionsMarshal.AsSpan(_blocks)[block].IsOpen = false;
        _sink.BlockEnd(block);
    }

    /// <summary>Merges a usage report into what is known; later counts win.</summary>
    /// <param name="usage">The disjoint buckets.</param>
    /// <param name="rawJson">The wire's own object; the last one is kept.</param>
    protected void ReportUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = _usage.MergeWith(usage);
        _hasUsage = true;
        _rawUsage.Clear();
        _rawUsage.Append(rawJson);
    }

    /// <summary>Keeps a member of the response that has no place in the grammar; of several values the last one counts.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="json">One JSON value.</param>
    protected void KeepExtra(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) => _extras.Set(name, json);

    private protected void KeepExtra(ReadOnlySpan<byte> name, in JsonSlice value)
    {
        if (!value.IsMissing)
        {
            _extras.Set(name, value.Bytes, quoted: value.IsString);
        }
    }

    /// <summary>Adds the elements of a JSON array to one that arrives in pieces.</summary>
    private protected void KeepExtraElements(ReadOnlySpan<byte> name, in JsonSlice array)
    {
        if (array.IsArray)
        {
            _extras.AppendElements(name, array.Bytes);
        }
    }

    /// <summary>Remembers why the model stopped; the response goes on until <see cref="Complete"/>.</summary>
    /// <param name="reason">The normalized reason.</param>
    /// <param name="raw">The provider's own word.</param>
    protected void RememberFinish(ChatFinishReason? reason, string? raw)
    {
        FinishReason = reason;
        RawFinishReason = raw;
    }

    /// <summary>Ends the response as a success: closes what is open, reports usage and extras, and finishes.</summary>
    protected void Complete()
    {
        if (IsEnded)
        {
            return;
        }

        Start();
        for (var block = 0; block < _blocks.Count; block++)
        {
            CloseBlock(block);
        }

        ReportTail();
        IsEnded = true;
        var reason = FinishReason == ChatFinishReason.Stop && HasToolCalls ? ChatFinishReason.ToolCalls : FinishReason;
        _sink.Finish(new FinishInfo(reason, RawFinishReason));
    }

    /// <summary>Ends the response as a failure; usage that was reported before is still delivered.</summary>
    /// <param name="error">Why.</param>
    protected void Fail(LlmException error)
    {
        if (IsEnded)
        {
            return;
        }

        if (_identity.IsStarted)
        {
            ReportTail();
        }

        IsEnded = true;
        _sink.Fail(error.Complete(statusCode: 200));
    }

    private void Start() => _identity.Start(_sink, _hasUsage ? _usage with { OutputTokens = null, ReasoningTokens = null } : null);

    private void ReportTail()
    {
        _identity.ReportLate(_sink);
        _extras.Report(_sink);
        if (_hasUsage)
        {
            _sink.Usage(_usage, _rawUsage.Span);
        }
    }

    private void FlushSurrogate(int block)
    {
        ref var state = ref CollectionsMarshal.AsSpan(_blocks)[block];
        if (state.HighSurrogate != '\0')
        {
            Span<byte> replacement = stackalloc byte[3];
            _sink.Delta(block, replacement[..JsonText.FlushCarry(replacement, ref state.HighSurrogate)]);
        }
    }

    private LlmException Malformed(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, JsonException cause)
    {
        var name = eventType.IsEmpty ? "An event" : $"The event '{System.Text.Encoding.UTF8.GetString(eventType)}'";
        return new LlmException(LlmErrorKind.MalformedResponse, $"{name} of the {Wire} response is not valid JSON at byte {cause.BytePositionInLine ?? 0}.", cause)
        {
            Body = ErrorText.Bound(data),
        };
    }

    private struct Block
    {
        public BlockKind Kind;
        public bool IsOpen;
        public char HighSurrogate;
    }
}
