using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Any response in this wire's words. Streamed, every delta is a line and a tool call is one whole line, as Ollama sends
/// them; unary, everything is gathered into one object.
/// </summary>
internal sealed class OllamaResponseEncoder : ResponseEncoder
{
    private const long NanosecondsPerTick = 100;

    private readonly ResponseContext _context;
    private readonly bool _isGenerate;
    private readonly OllamaChunkWriter _chunks;
    private readonly List<Block> _blocks = [];
    private readonly List<EncodedCall> _calls = [];
    private readonly List<byte[]> _images = [];
    private readonly PooledBuffer _text = new();
    private readonly PooledBuffer _thinking = new();
    private readonly Dictionary<string, byte[]> _extras = new(StringComparer.Ordinal);
    private readonly long _begun;
    private long? _firstBlock;
    private TokenUsage _usage;
    private bool _hasUpstreamModel;
    private int _callCount;

    public OllamaResponseEncoder(IBufferWriter<byte> output, ResponseContext context, bool isGenerate)
    {
        _context = context;
        _isGenerate = isGenerate;
        _begun = context.TimeProvider.GetTimestamp();
        _chunks = new OllamaChunkWriter(output, isGenerate, context.IsStreaming) { Model = context.Model, Created = context.TimeProvider.GetUtcNow() };
    }

    public override string ContentType => _context.IsStreaming ? "application/x-ndjson" : "application/json; charset=utf-8";

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        _hasUpstreamModel = model is not null;
        _chunks.Model = model ?? _context.Model;
        _chunks.Created = created ?? _context.TimeProvider.GetUtcNow();
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        _firstBlock ??= _context.TimeProvider.GetTimestamp();
        _blocks.Add(new Block(kind, id, name, mediaType, kind is BlockKind.ToolCall or BlockKind.Media ? new PooledBuffer() : null));
        switch (kind)
        {
            case BlockKind.Refusal:
                Coerce("Refusal", "This wire has no refusals; the refusal was written as text.");
                break;
            case BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque:
                Lose(kind.ToString(), $"This wire has no place for {name ?? "content of this kind"}; it was left out.");
                break;
        }
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var block = _blocks[index];
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal when _context.IsStreaming:
                _chunks.Write(utf8);
                break;
            case BlockKind.Text or BlockKind.Refusal:
                _text.Append(utf8);
                break;
            case BlockKind.Reasoning when _context.IsStreaming:
                _chunks.Write(default, utf8);
                break;
            case BlockKind.Reasoning:
                _thinking.Append(utf8);
                break;
            default:
                block.Gathered?.Append(utf8);
                break;
        }
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json) =>
        Lose("Annotations", "This wire has no citations; they were left out.");

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        if (_blocks[index].Kind is BlockKind.Reasoning or BlockKind.ToolCall)
        {
            Lose("OpaqueState", "This wire has no signatures; the client cannot send them back.");
        }
    }

    public override void BlockEnd(int index)
    {
        var block = _blocks[index];
        if (block.Gathered is not { } gathered)
        {
            return;
        }

        if (block.Kind == BlockKind.ToolCall)
        {
            EndCall(block, gathered);
        }
        else
        {
            EndImage(block, gathered);
        }

        gathered.Dispose();
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = usage;
        if (usage.CacheReadTokens > 0 || usage.CacheWriteTokens > 0 || usage.ReasoningTokens > 0)
        {
            Coerce("Usage", "This wire counts input and output only; cached and reasoning tokens are a part of these.");
        }
    }

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            case ResponseExtra.Model:
                _chunks.Model = _hasUpstreamModel ? _chunks.Model : JsonSlice.Parse(json).AsText() ?? _chunks.Model;
                break;
            case ResponseExtra.Id or ResponseExtra.Created:
                // A response has no id here, and its chunks have carried their time already.
                break;
            case var _ when OllamaEnding.Knows(name, _isGenerate) && (name != ResponseExtra.LogProbs || IsOwnShape(json)):
                _extras[name] = OnOneLine(json.ToArray());
                break;
            default:
                Lose(name, $"This wire has no member '{name}'; it was left out.");
                break;
        }
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        var now = _context.TimeProvider.GetTimestamp();
        var ending = new OllamaEnding
        {
            Reason = OllamaFinishReasons.Write(reason),
            TotalDuration = Nanoseconds(_begun, now),
            PromptDuration = Nanoseconds(_begun, _firstBlock ?? now),
            OutputDuration = Nanoseconds(_firstBlock ?? now, now),
            PromptTokens = _usage.InputTokens,
            OutputTokens = _usage.OutputTokens,
            Extras = _extras,
        };
        _chunks.Write(_text.Span, _thinking.Span, _calls, _images, ending);
    }

    public override void Fail(LlmException error) => _chunks.WriteError(error.Message);

    protected override void Dispose(bool disposing)
    {
        _chunks.Dispose();
        _text.Dispose();
        _thinking.Dispose();
        foreach (var block in _blocks)
        {
            block.Gathered?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EndCall(Block block, PooledBuffer gathered)
    {
        var arguments = gathered.Span.ToArray();
        if (ArgumentsObject.IsObject(arguments))
        {
            OnOneLine(arguments);
        }
        else if (!ArgumentsObject.IsNone(arguments))
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }

        var call = new EncodedCall(_callCount++, block.Id, block.Name ?? "", arguments);
        if (_context.IsStreaming)
        {
            _chunks.Write(default, calls: [call]);
        }
        else
        {
            _calls.Add(call);
        }
    }

    private void EndImage(Block block, PooledBuffer gathered)
    {
        if (block.MediaType?.StartsWith("image/", StringComparison.Ordinal) != true)
        {
            Lose("Media", $"This wire returns images as data, not {block.MediaType ?? "media of an unknown type"}; it was left out.");
            return;
        }

        if (_context.IsStreaming)
        {
            _chunks.Write(default, images: [gathered.Span.ToArray()]);
        }
        else if (_isGenerate && _images.Count > 0)
        {
            Lose("Media", "This wire returns one image; further ones were left out.");
        }
        else
        {
            _images.Add(gathered.Span.ToArray());
        }
    }

    private long Nanoseconds(long from, long to) => _context.TimeProvider.GetElapsedTime(from, to).Ticks * NanosecondsPerTick;

    /// <summary>This wire's log probabilities, which several others share: <c>{"token", "logprob", …}</c> for each token.</summary>
    private static bool IsOwnShape(ReadOnlySpan<byte> json)
    {
        foreach (var token in JsonSlice.Parse(json).Elements())
        {
            return token.Member("token"u8).IsString && token.Member("logprob"u8).AsNumber() is not null;
        }

        return true;
    }

    /// <summary>A line is a frame here. Outside strings, the only place where JSON can hold a line break, a space means the same.</summary>
    private static byte[] OnOneLine(byte[] json)
    {
        json.AsSpan().Replace((byte)'\r', (byte)' ');
        json.AsSpan().Replace((byte)'\n', (byte)' ');
        return json;
    }

    private sealed record Block(BlockKind Kind, string? Id, string? Name, string? MediaType, PooledBuffer? Gathered);
}
