using System.Buffers;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Any response in this wire's words. Streamed, every delta is a line and a tool call is one whole line, as Ollama sends
/// them; unary, everything is gathered into one object.
/// </summary>
internal sealed class OllamaEncoder(IBufferWriter<byte> output, ResponseContext context, bool isGenerate)
    : ResponseEncoder<OllamaEncodedBlock>(output, context)
{
    private const long NanosecondsPerTick = 100;

    private readonly OllamaChunkWriter _chunks = new(output, isGenerate, context.IsStreaming);
    private readonly List<OllamaEncodedCall> _calls = [];
    private readonly List<byte[]> _images = [];
    private readonly PooledBuffer _text = new();
    private readonly PooledBuffer _thinking = new();
    private readonly long _begun = context.TimeProvider.GetTimestamp();
    private long? _firstBlock;
    private int _callCount;

    public override string ContentType => Context.IsStreaming ? "application/x-ndjson" : "application/json; charset=utf-8";

    /// <summary>A response has no id here.</summary>
    protected override string MakeId() => "";

    protected override OllamaEncodedBlock CreateBlock(int index, in BlockInfo block) => new(block);

    protected override void OnBlockStart(OllamaEncodedBlock block)
    {
        _firstBlock ??= Context.TimeProvider.GetTimestamp();
        if (block.Kind == BlockKind.Refusal)
        {
            CoerceRefusal();
        }
        else if (block.IsWireContent)
        {
            LoseBlock(block);
        }
    }

    protected override void OnDelta(OllamaEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal when Context.IsStreaming:
                Chunks.Write(utf8);
                break;
            case BlockKind.Text or BlockKind.Refusal:
                _text.Append(utf8);
                break;
            case BlockKind.Reasoning when Context.IsStreaming:
                Chunks.Write(default, utf8);
                break;
            case BlockKind.Reasoning:
                _thinking.Append(utf8);
                break;
            case BlockKind.ToolCall or BlockKind.Media:
                block.Keep(utf8);
                break;
        }
    }

    protected override void OnAnnotation(OllamaEncodedBlock block, ReadOnlySpan<byte> json) =>
        Lose("Annotations", "This wire has no citations; they were left out.");

    protected override void OnOpaqueState(OllamaEncodedBlock block)
    {
        if (block.Kind is BlockKind.Reasoning or BlockKind.ToolCall)
        {
            Lose("OpaqueState", "This wire has no signatures; the client cannot send them back.");
        }
    }

    protected override void OnBlockEnd(OllamaEncodedBlock block)
    {
        if (block.Kind == BlockKind.ToolCall)
        {
            EndCall(block);
        }
        else if (block.Kind == BlockKind.Media)
        {
            EndImage(block);
        }

        block.ClearText();
    }

    protected override void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        if (usage.CacheReadTokens > 0 || usage.CacheWriteTokens > 0 || usage.ReasoningTokens > 0)
        {
            Coerce("Usage", "This wire counts input and output only; cached and reasoning tokens are a part of these.");
        }
    }

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) =>
        OllamaEnding.Knows(name, isGenerate) && (name != ResponseExtra.LogProbs || IsOwnShape(json));

    protected override void OnFinish(in FinishInfo finish)
    {
        var now = Context.TimeProvider.GetTimestamp();
        var ending = new OllamaEnding
        {
            Reason = OllamaFinishReasons.Write(finish.Reason),
            TotalDuration = Nanoseconds(_begun, now),
            PromptDuration = Nanoseconds(_begun, _firstBlock ?? now),
            OutputDuration = Nanoseconds(_firstBlock ?? now, now),
            PromptTokens = ReportedUsage?.InputTokens,
            OutputTokens = ReportedUsage?.OutputTokens,
            Extras = Extras.ToDictionary(static member => member.Name, static member => member.Json, StringComparer.Ordinal),
        };
        Chunks.Write(_text.Span, _thinking.Span, _calls, _images, ending);
    }

    protected override void OnFail(LlmException error) => _chunks.WriteError(error.Message);

    protected override void Dispose(bool disposing)
    {
        _chunks.Dispose();
        _text.Dispose();
        _thinking.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The writer, told who answers as far as that is known by now.</summary>
    private OllamaChunkWriter Chunks
    {
        get
        {
            _chunks.Model = Model;
            _chunks.Created = CreatedAt;
            return _chunks;
        }
    }

    private void EndCall(OllamaEncodedBlock block)
    {
        var arguments = JsonLine.Copy(block.Text);
        if (!ArgumentsObject.IsObject(arguments) && !ArgumentsObject.IsNone(arguments))
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }

        var call = new OllamaEncodedCall(_callCount++, block.Id, block.Name ?? "", arguments);
        if (Context.IsStreaming)
        {
            Chunks.Write(default, calls: [call]);
        }
        else
        {
            _calls.Add(call);
        }
    }

    private void EndImage(OllamaEncodedBlock block)
    {
        if (block.MediaType?.StartsWith("image/", StringComparison.Ordinal) != true)
        {
            Lose("Media", $"This wire returns images as data, not {block.MediaType ?? "media of an unknown type"}; it was left out.");
            return;
        }

        if (Context.IsStreaming)
        {
            Chunks.Write(default, images: [block.Text.ToArray()]);
        }
        else if (isGenerate && _images.Count > 0)
        {
            Lose("Media", "This wire returns one image; further ones were left out.");
        }
        else
        {
            _images.Add(block.Text.ToArray());
        }
    }

    private long Nanoseconds(long from, long to) => Context.TimeProvider.GetElapsedTime(from, to).Ticks * NanosecondsPerTick;

    /// <summary>This wire's log probabilities, which several others share: <c>{"token", "logprob", …}</c> for each token.</summary>
    private static bool IsOwnShape(ReadOnlySpan<byte> json)
    {
        foreach (var token in JsonSlice.Parse(json).Elements())
        {
            return token.Member("token"u8).IsString && token.Member("logprob"u8).AsNumber() is not null;
        }

        return true;
    }
}

/// <summary>A block, of which the wire needs to know nothing more.</summary>
internal sealed class OllamaEncodedBlock(in BlockInfo block) : EncodedBlock(block);
