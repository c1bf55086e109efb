using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// The base of the encoders: it knows who answers and how late that was said, keeps the blocks, the usage and the members
/// that the wire has itself, and reports what gets lost, so that a wire only writes.
/// </summary>
/// <typeparam name="TBlock">What the wire remembers of a block.</typeparam>
public abstract partial class ResponseEncoder<TBlock> : ResponseEncoder
    where TBlock : EncodedBlock
{
    private readonly List<ChatWarning> _warnings = [];
    private readonly List<TBlock> _blocks = [];

    // By index; null for a block of a kind that the wire has no word for.
    private readonly List<TBlock?> _byIndex = [];
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

    /// <summary>The blocks that have begun, in their order, but for those of a kind that <see cref="HasKind"/> denies.</summary>
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
        if (!HasKind(block.Kind))
        {
            _byIndex.Add(null);
            Lose(block.Kind.ToString(), $"The wire has no content of the kind {block.Kind}; it was left out.");
            return;
        }

        var added = CreateBlock(index, block);
        _byIndex.Add(added);
        _blocks.Add(added);
        OnBlockStart(added);
    }

    /// <inheritdoc />
    public sealed override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        if (_byIndex[index] is { } block)
        {
            OnDelta(block, utf8);
        }
    }

    /// <inheritdoc />
    public sealed override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        if (_byIndex[index] is { } block)
        {
            OnAnnotation(block, json);
        }
    }

    /// <inheritdoc />
    public sealed override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        if (_byIndex[index] is { } block)
        {
            SetState(block, bytes);
            OnOpaqueState(block);
        }
    }

    /// <inheritdoc />
    public sealed override void BlockEnd(int index)
    {
        if (_byIndex[index] is { } block)
        {
            block.End();
            OnBlockEnd(block);
        }
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
        else if (!IsTiming(name))
        {
            Lose(name, $"The wire has no member '{name}' in its responses; it was left out.");
        }
    }

    /// <summary>True for a measurement of the host's own work, which says nothing of the answer, such as Ollama's.</summary>
    private static bool IsTiming(string name) => name is "total_duration" or "load_duration" or "prompt_eval_duration" or "eval_duration";

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

    /// <summary>The next piece of a block, which is kept until the block is written: override it to write pieces as they come.</summary>
    /// <param name="block">The block.</param>
    /// <param name="utf8">The piece: never empty, never a part of a character.</param>
    protected virtual void OnDelta(TBlock block, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(block);
        block.Keep(utf8);
    }

    /// <summary>Something is said about a block's content, such as a citation, in the wire's own JSON.</summary>
    /// <param name="block">The block.</param>
    /// <param name="json">One JSON value.</param>
    protected abstract void OnAnnotation(TBlock block, ReadOnlySpan<byte> json);

    /// <summary>A block's <see cref="EncodedBlock.State"/> has come.</summary>
    /// <param name="block">The block.</param>
    protected virtual void OnOpaqueState(TBlock block)
    {
    }

    /// <summary>A block is complete.</summary>
    /// <param name="block">The block.</param>
    protected virtual void OnBlockEnd(TBlock block)
    {
    }

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

    /// <summary>Begins an event of a stream, and the object in it; where there is no stream, the object is the body.</summary>
    private protected void BeginEvent(ReadOnlySpan<byte> type = default)
    {
        if (IsEvent)
        {
            if (!type.IsEmpty)
            {
                Output.Write("event: "u8);
                Output.Write(type);
                Output.Write("\n"u8);
            }

            Output.Write("data: "u8);
        }

        Json.Reset();
        Json.WriteStartObject();
    }

    /// <summary>Ends what <see cref="BeginEvent"/> began.</summary>
    private protected void EndEvent()
    {
        Json.WriteEndObject();
        Json.Flush();
        if (IsEvent)
        {
            Output.Write("\n\n"u8);
        }
    }

    /// <summary>Writes a member that was kept, where there is one.</summary>
    private protected void WriteExtra(string name) => Json.WriteOptionalJson(name, FindExtra(name));

    /// <summary>Writes the members that were kept, but for those that the wire has a place of their own for.</summary>
    private protected void WriteExtras(params ReadOnlySpan<string> except)
    {
        foreach (var (name, json) in _extras)
        {
            if (!except.Contains(name))
            {
                Json.WriteOptionalJson(name, json);
            }
        }
    }

    /// <summary>The text that was kept of all blocks of some kinds as one, null where there is no such block.</summary>
    private protected string? JoinText(params ReadOnlySpan<BlockKind> kinds)
    {
        StringBuilder? text = null;
        foreach (var block in _blocks)
        {
            if (kinds.Contains(block.Kind))
            {
                (text ??= new StringBuilder()).Append(Encoding.UTF8.GetString(block.Text));
            }
        }

        return text?.ToString();
    }

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

    /// <summary>
    /// True for a kind of block that the encoder writes, or reports itself: all kinds that every encoder was made for. A
    /// block of any other is left out with a warning.
    /// </summary>
    /// <param name="kind">The kind.</param>
    protected virtual bool HasKind(BlockKind kind) => kind is >= BlockKind.Text and <= BlockKind.Opaque;

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

    private bool IsEvent => Context.IsStreaming && !HasFailedAtOnce;

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
