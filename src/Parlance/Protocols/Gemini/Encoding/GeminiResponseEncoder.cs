using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Any response in this wire's words. Streamed, every delta is a frame of one part and a tool call is one whole part, as
/// Google sends them; unary, everything is gathered into one object.
/// </summary>
internal sealed class GeminiResponseEncoder : ResponseEncoder
{
    private readonly IBufferWriter<byte> _output;
    private readonly ResponseContext _context;
    private readonly List<GeminiEncodedBlock> _blocks = [];
    private readonly GeminiFrameWriter _frames;
    private readonly GeminiResponseTail _tail = new();
    private bool _hasModel;
    private bool _hasBegun;

    public GeminiResponseEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        _output = output;
        _context = context;
        _frames = new GeminiFrameWriter(context.IsStreaming) { Model = context.Model, Id = context.FallbackId };
    }

    public override string ContentType => _context.IsStreaming ? "text/event-stream" : "application/json; charset=UTF-8";

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        _hasModel = model is not null;
        _frames.Model = model ?? _context.Model;
        _frames.Id = id ?? _context.FallbackId;
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        _blocks.Add(new GeminiEncodedBlock(kind, id, name, mediaType));
        if (kind == BlockKind.Refusal)
        {
            Coerce("Refusal", "This wire has no refusals; the refusal was written as text.");
        }
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var block = _blocks[index];
        block.Content.Append(utf8);
        if (_context.IsStreaming && block.IsText)
        {
            WriteFrame(block);
            block.Content.Clear();
        }
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        if (!_tail.TryAddSource(json))
        {
            Lose("Annotations", "This wire's sources have addresses; a citation without one was left out.");
        }
    }

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes) => _blocks[index].State = bytes.ToArray();

    public override void BlockEnd(int index)
    {
        var block = _blocks[index];
        if (!block.HasPlace)
        {
            Lose(block.Kind.ToString(), $"This wire has no place for {block.Name ?? "content of this kind"}; it was left out.");
        }
        else if (block.Kind == BlockKind.ToolCall && !block.HasObject)
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }

        if (_context.IsStreaming)
        {
            WriteFrame(block);
        }
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _tail.SetUsage(usage, rawJson);
        if (usage.CacheWriteTokens > 0)
        {
            Coerce("Usage", "This wire counts what is read from a cache and not what is written to it; that is a part of the input.");
        }

        if (usage.ReasoningTokens > (usage.OutputTokens ?? 0))
        {
            Coerce("Usage", "This wire counts reasoning beside the rest of the output; more of it than the whole output cannot be said.");
        }
    }

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            case ResponseExtra.Id:
                // The frames before have carried one of ours already.
                _frames.Id = _hasBegun ? _frames.Id : JsonSlice.Parse(json).AsText() ?? _frames.Id;
                break;
            case ResponseExtra.Model:
                _frames.Model = _hasModel ? _frames.Model : JsonSlice.Parse(json).AsText() ?? _frames.Model;
                break;
            case ResponseExtra.Created:
                break;
            default:
                if (!_tail.TryAdd(name, json))
                {
                    Lose(name, $"This wire has no member '{name}'; it was left out.");
                }

                break;
        }
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        if (!_tail.IsPromptBlocked || _blocks.Count > 0)
        {
            var written = GeminiFinishReasons.Write(reason, raw);
            _tail.FinishReason = written;
            if (GeminiFinishReasons.Read(written) != reason && reason != ChatFinishReason.ToolCalls)
            {
                CoerceFinish(reason, written);
            }
        }

        _frames.Write(_output, _context.IsStreaming ? [] : _blocks.Where(static block => block.IsWritten), _tail);
    }

    public override void Fail(LlmException error) => GeminiErrors.Write(_output, error, _context.IsStreaming && _hasBegun);

    protected override void Dispose(bool disposing)
    {
        _frames.Dispose();
        foreach (var block in _blocks)
        {
            block.Content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteFrame(GeminiEncodedBlock block)
    {
        if (block.IsWritten)
        {
            _hasBegun = true;
            _frames.Write(_output, [block], tail: null);
        }
    }
}
