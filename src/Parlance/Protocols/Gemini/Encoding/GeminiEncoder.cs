using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Any response in this wire's words. Streamed, every delta is a frame of one part and a tool call is one whole part, as
/// Google sends them; unary, everything is gathered into one object.
/// </summary>
internal sealed class GeminiEncoder(IBufferWriter<byte> output, ResponseContext context)
    : ResponseEncoder<GeminiEncodedBlock>(output, context)
{
    private readonly GeminiFrameWriter _frames = new(context.IsStreaming);
    private readonly GeminiResponseTail _tail = new();
    private bool _hasBegun;

    public override string ContentType => Context.IsStreaming ? "text/event-stream" : "application/json; charset=UTF-8";

    protected override string MakeId() => Guid.NewGuid().ToString("N");

    protected override GeminiEncodedBlock CreateBlock(int index, in BlockInfo block) => new(block);

    protected override void OnBlockStart(GeminiEncodedBlock block)
    {
        if (block.Kind == BlockKind.Text && Context.SealsState)
        {
            Sealer.BeginText();
        }

        if (block.Kind == BlockKind.Refusal)
        {
            CoerceRefusal();
        }
    }

    // The vendor signs answers and calls, not thoughts, and there are clients that give no thought back.
    private protected override bool HasReasoningState => false;

    protected override void OnDelta(GeminiEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        block.Keep(utf8);
        if (block.Kind == BlockKind.Reasoning && Context.SealsState)
        {
            (block.Words ??= new StringBuilder()).Append(Encoding.UTF8.GetString(utf8));
        }

        if (Context.IsStreaming && block.IsText)
        {
            WriteFrame(block);
            block.ClearText();
        }
    }

    protected override void OnAnnotation(GeminiEncodedBlock block, ReadOnlySpan<byte> json)
    {
        if (!_tail.TryAddSource(json))
        {
            Lose("Annotations", "This wire's sources have addresses; a citation without one was left out.");
        }
    }

    protected override void OnBlockEnd(GeminiEncodedBlock block)
    {
        if (!block.HasPlace)
        {
            LoseBlock(block);
        }
        else if (block.Kind == BlockKind.ToolCall && ArgumentsObject.IsWrapped(block.Text))
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }

        Seal(block);
        if (Context.IsStreaming)
        {
            WriteFrame(block);
        }
    }

    protected override void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
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

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) => _tail.TryAdd(name, json);

    protected override void OnFinish(in FinishInfo finish)
    {
        if (!_tail.IsPromptBlocked || Blocks.Count > 0)
        {
            var written = GeminiFinishReasons.Write(finish.Reason, finish.RawReason);
            _tail.FinishReason = written;
            if (GeminiFinishReasons.Read(written) != finish.Reason && finish.Reason != ChatFinishReason.ToolCalls)
            {
                CoerceFinish(finish.Reason, written);
            }
        }

        IEnumerable<GeminiEncodedBlock> parts = Context.IsStreaming ? [] : Blocks.Where(static block => block.IsWritten);
        if (Context.SealsState && Sealer.SealWaiting() is { } envelope)
        {
            // State that no call follows stands on an empty text at the end, as the vendor's own does.
            parts = parts.Append(new GeminiEncodedBlock(new BlockInfo(BlockKind.Text)) { Envelope = envelope });
        }

        _frames.Write(Output, Id, Model, parts, _tail);
    }

    protected override void OnFail(LlmException error) => GeminiErrors.Write(Output, error, Context.IsStreaming && _hasBegun);

    /// <summary>Keeps the state of a thought for the next call; gives a call its own and what was kept.</summary>
    private void Seal(GeminiEncodedBlock block)
    {
        if (!Context.SealsState)
        {
            return;
        }

        if (block is { Kind: BlockKind.Reasoning, StateText: { } state })
        {
            Sealer.Wait(new SealedState(SealedOwner.Reasoning, state) { WireType = block.Name, Words = block.Words?.ToString() });
        }
        else if (block.Kind is BlockKind.ToolCall or BlockKind.Media)
        {
            if (block.StateText is { } own)
            {
                Sealer.Wait(new SealedState(SealedOwner.Content, own));
            }

            block.Envelope = Sealer.SealWaiting();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _frames.Dispose();
        base.Dispose(disposing);
    }

    private void WriteFrame(GeminiEncodedBlock block)
    {
        if (block.IsWritten)
        {
            _hasBegun = true;
            _frames.Write(Output, Id, Model, [block], tail: null);
        }
    }
}
