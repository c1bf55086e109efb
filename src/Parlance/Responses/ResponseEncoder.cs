using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// A sink that writes what it hears in one wire's response format. After every call the output holds only whole events,
/// so a server may flush whenever it likes. An instance serves one response. Wires derive from
/// <see cref="ResponseEncoder{TBlock}"/>; this is what those who use one see.
/// </summary>
public abstract class ResponseEncoder : IResponseSink, IDisposable
{
    /// <summary>The content type of the response: of a failure where it failed before its first event.</summary>
    public abstract string ContentType { get; }

    /// <summary>
    /// What of the response the wire could not carry, in the order in which it was heard, each thing once. A field is
    /// named as the response's own in .NET, such as <c>FinishReason</c> or <c>Annotations</c>, content by its
    /// <see cref="BlockKind"/>, and an extra by its name.
    /// </summary>
    public abstract IReadOnlyList<ChatWarning> Warnings { get; }

    /// <inheritdoc />
    public abstract void Start(in ResponseInfo response);

    /// <inheritdoc />
    public abstract void Identify(in ResponseInfo late);

    /// <inheritdoc />
    public abstract void BlockStart(int index, in BlockInfo block);

    /// <inheritdoc />
    public abstract void Delta(int index, ReadOnlySpan<byte> utf8);

    /// <inheritdoc />
    public abstract void Annotation(int index, ReadOnlySpan<byte> json);

    /// <inheritdoc />
    public abstract void OpaqueState(int index, ReadOnlySpan<byte> bytes);

    /// <inheritdoc />
    public abstract void BlockEnd(int index);

    /// <inheritdoc />
    public abstract void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson);

    /// <inheritdoc />
    public abstract void Extra(string name, ReadOnlySpan<byte> json);

    /// <inheritdoc />
    public abstract void Finish(in FinishInfo finish);

    /// <summary>
    /// Writes the failure as this wire does: an event of a stream that has begun, else the body of an error response.
    /// </summary>
    /// <param name="error">Why.</param>
    public abstract void Fail(LlmException error);

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
    }
}

/// <summary>
/// The base of the encoders: it knows who answers and how late that was said, keeps the blocks, the usage and the members
/// that the wire has itself, and reports what gets lost, so that a wire only writes.
/// </summary>
/// <typeparam name="TBlock">What the wire remembers of a block.</typeparam>
public abstract class ResponseEncoder<TBlock> : ResponseEncoder
    where TBlock : EncodedBlock
{
    private readonly List<ChatWarning> _warnings = [];
    private readonly List<TBlock> _blocks = [];
    private readonly List<(string Name, byte[] Json)> _extras = [];
    private Utf8JsonWriter? _json;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;

    /// <summary>Creates an encoder.</summary>
    /// <param name="output">Where the response's bytes go.</param>
    /// <param name="context">What it must know of the request that it answers.</param>
    protected ResponseEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(context);
        Output = output;
        Context = context;
    }

    /// <inheritdoc />
    public sealed override IReadOnlyList<ChatWarning> Warnings => _warnings;

    /// <summary>Where the response's bytes go.</summary>
    protected IBufferWriter<byte> Output { get; }

    /// <summary>What the request said of its response.</summary>
    protected ResponseContext Context { get; }

    /// <summary>A writer onto <see cref="Output"/>, which leaves text unescaped where JSON allows it.</summary>
    protected Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(Output, JsonFormat.Wire);

    /// <summary>The blocks that have begun, by their index.</summary>
    protected IReadOnlyList<TBlock> Blocks => _blocks;

    /// <summary>True once the response has begun.</summary>
    protected bool HasStarted { get; private set; }

    /// <summary>True where the response failed before it began: what is written is the body of an error response.</summary>
    protected bool HasFailedAtOnce { get; private set; }

    /// <summary>What the request consumed, as far as the wire said so before its answer.</summary>
    protected TokenUsage? InputUsage { get; private set; }

    /// <summary>What the response consumed, null where nobody counted.</summary>
    protected TokenUsage? ReportedUsage { get; private set; }

    /// <summary>
    /// The response's id: the upstream's, else the one of the context, else one that is made. One that has been told
    /// stays, whatever comes late.
    /// </summary>
    protected string Id => _id ??= Context.FallbackId ?? MakeId();

    /// <summary>The model that answers, as the upstream says, else as the client named it.</summary>
    protected string Model => _model ?? Context.Model;

    /// <summary>When the response was made: what the upstream says, else now. A time that has been told stays.</summary>
    protected DateTimeOffset CreatedAt => _created ??= Context.TimeProvider.GetUtcNow();

    /// <summary>The members that <see cref="IsOwnExtra"/> took, in the order in which they came, each value on one line.</summary>
    protected IReadOnlyList<(string Name, byte[] Json)> Extras => _extras;

    /// <inheritdoc />
    public sealed override void Start(in ResponseInfo response)
    {
        HasStarted = true;
        InputUsage = response.InputUsage;
        Learn(response);
        OnStart();
    }

    /// <inheritdoc />
    public sealed override void Identify(in ResponseInfo late) => Learn(late);

    /// <inheritdoc />
    public sealed override void BlockStart(int index, in BlockInfo block)
    {
        var added = CreateBlock(index, block);
        _blocks.Add(added);
        OnBlockStart(added);
    }

    /// <inheritdoc />
    public sealed override void Delta(int index, ReadOnlySpan<byte> utf8) => OnDelta(_blocks[index], utf8);

    /// <inheritdoc />
    public sealed override void Annotation(int index, ReadOnlySpan<byte> json) => OnAnnotation(_blocks[index], json);

    /// <inheritdoc />
    public sealed override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        _blocks[index].SetState(bytes);
        OnOpaqueState(_blocks[index]);
    }

    /// <inheritdoc />
    public sealed override void BlockEnd(int index)
    {
        _blocks[index].End();
        OnBlockEnd(_blocks[index]);
    }

    /// <inheritdoc />
    public sealed override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        ReportedUsage = usage;
        OnUsage(usage, rawJson);
    }

    /// <inheritdoc />
    public sealed override void Extra(string name, ReadOnlySpan<byte> json)
    {
        if (IsOwnExtra(name, json))
        {
            _extras.Add((name, JsonLine.Copy(json)));
        }
        else
        {
            Lose(name, $"The wire has no member '{name}' in its responses; it was left out.");
        }
    }

    /// <inheritdoc />
    public sealed override void Finish(in FinishInfo finish) => OnFinish(finish);

    /// <inheritdoc />
    public sealed override void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        HasFailedAtOnce = !HasStarted;
        OnFail(error);
    }

    /// <summary>Makes an id for a response that has none.</summary>
    protected abstract string MakeId();

    /// <summary>Makes the note of a block that begins.</summary>
    /// <param name="index">The block's index.</param>
    /// <param name="block">What is known of it.</param>
    protected abstract TBlock CreateBlock(int index, in BlockInfo block);

    /// <summary>The response has begun.</summary>
    protected virtual void OnStart()
    {
    }

    /// <summary>A block has begun.</summary>
    /// <param name="block">The block.</param>
    protected virtual void OnBlockStart(TBlock block)
    {
    }

    /// <summary>The next piece of a block: write it, or <see cref="EncodedBlock.Keep"/> it.</summary>
    /// <param name="block">The block.</param>
    /// <param name="utf8">The piece: never empty, never a part of a character.</param>
    protected abstract void OnDelta(TBlock block, ReadOnlySpan<byte> utf8);

    /// <summary>Something is said about a block's content, such as a citation, in the wire's own JSON.</summary>
    /// <param name="block">The block.</param>
    /// <param name="json">One JSON value.</param>
    protected abstract void OnAnnotation(TBlock block, ReadOnlySpan<byte> json);

    /// <summary>A block's <see cref="EncodedBlock.State"/> has come.</summary>
    /// <param name="block">The block.</param>
    protected abstract void OnOpaqueState(TBlock block);

    /// <summary>A block is complete.</summary>
    /// <param name="block">The block.</param>
    protected abstract void OnBlockEnd(TBlock block);

    /// <summary>The counts have come; they are kept as <see cref="ReportedUsage"/>.</summary>
    /// <param name="usage">The disjoint buckets.</param>
    /// <param name="rawJson">The upstream's own usage object, or empty.</param>
    protected virtual void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
    }

    /// <summary>True for a member of a response that this wire has itself, which is then kept; one of another wire is reported as lost.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="json">One JSON value.</param>
    protected abstract bool IsOwnExtra(string name, ReadOnlySpan<byte> json);

    /// <summary>The response is complete.</summary>
    /// <param name="finish">Why it ended.</param>
    protected abstract void OnFinish(in FinishInfo finish);

    /// <summary>The response has failed: see <see cref="HasFailedAtOnce"/>.</summary>
    /// <param name="error">Why.</param>
    protected abstract void OnFail(LlmException error);

    /// <summary>The value of a member that was kept, null where there is none.</summary>
    /// <param name="name">The member's name.</param>
    protected byte[]? FindExtra(string name) => _extras.Find(member => member.Name == name).Json;

    /// <summary>
    /// The id of a tool call, made where the upstream gave none. The same answer gets the same ids, so that a client's next
    /// turn matches its prompt cache.
    /// </summary>
    /// <param name="prefix">What such ids begin with on this wire, such as <c>call_</c>.</param>
    /// <param name="index">The index of the call's block.</param>
    /// <param name="id">The upstream's id, null or empty where there is none.</param>
    protected string CallIdOf(string prefix, int index, string? id)
    {
        if (!string.IsNullOrEmpty(id))
        {
            return id;
        }

        var made = new StringBuilder(prefix);
        foreach (var letter in Id)
        {
            made.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return made.Append(CultureInfo.InvariantCulture, $"_{index}").ToString();
    }

    /// <summary>Reports what the wire has no place for.</summary>
    /// <param name="field">What was left out.</param>
    /// <param name="message">Why.</param>
    protected void Lose(string field, string message) => Warn(new ChatWarning(ChatWarningKind.Unsupported, field, message));

    /// <summary>Reports a block that the wire has no place for.</summary>
    /// <param name="block">The block.</param>
    protected void LoseBlock(TBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Lose(block.Kind.ToString(), $"The wire has no content of the kind {block.Name ?? block.MediaType ?? block.Kind.ToString()}; it was left out.");
    }

    /// <summary>Reports what the wire says otherwise than it was heard.</summary>
    /// <param name="field">What was changed.</param>
    /// <param name="message">What became of it.</param>
    protected void Coerce(string field, string message) => Warn(new ChatWarning(ChatWarningKind.Coerced, field, message));

    /// <summary>Reports a refusal that is written as text, because the wire has no refusals.</summary>
    protected void CoerceRefusal() => Coerce("Refusal", "The wire has no refusals; the refusal was written as text.");

    /// <summary>Reports that the wire's word for the end of the response means something else than the reason that was heard.</summary>
    /// <param name="reason">The reason, null where the provider gave none.</param>
    /// <param name="written">What the wire says.</param>
    protected void CoerceFinish(ChatFinishReason? reason, string written) =>
        Coerce("FinishReason", $"The wire has no word for {(reason is { } known ? $"the reason '{known.Value}'" : "a response without a reason")}; it says '{written}'.");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _json?.Dispose();
        foreach (var block in _blocks)
        {
            block.Release();
        }

        base.Dispose(disposing);
    }

    private void Learn(in ResponseInfo info)
    {
        _id ??= string.IsNullOrEmpty(info.Id) ? null : info.Id;
        _model ??= string.IsNullOrEmpty(info.Model) ? null : info.Model;
        _created ??= info.CreatedAt;
    }

    private void Warn(ChatWarning warning)
    {
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }
}
