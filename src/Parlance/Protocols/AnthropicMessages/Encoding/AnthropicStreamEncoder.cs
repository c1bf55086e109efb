using System.Buffers;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// Writes a response as events. On this wire blocks follow each other and never overlap, so one block at a time is
/// live. A text that another block interrupts is stopped, and goes on in a new block if more of it comes; a tool call
/// cannot be split, so what begins beside it waits for its end.
/// </summary>
internal sealed class AnthropicStreamEncoder(IBufferWriter<byte> output, ResponseContext context) : AnthropicEncoder(output, context)
{
    private AnthropicEncodedBlock? _live;
    private int _wireIndex = -1;

    public override string ContentType => "text/event-stream";

    protected override void OnStart()
    {
        BeginTyped("message_start"u8);
        Json.WriteStartObject("message"u8);
        WriteHead();
        Json.WriteStartArray("content"u8);
        Json.WriteEndArray();
        Json.WriteNull("stop_reason"u8);
        Json.WriteNull("stop_sequence"u8);
        WriteUsage();
        Json.WriteEndObject();
        EndEvent();
    }

    protected override void OnBlockStart(AnthropicEncodedBlock block)
    {
        base.OnBlockStart(block);
        if (block.Kind == BlockKind.ToolCall && !Context.SealsState)
        {
            // The client hears of a call before its arguments; texts begin with their first piece, for none may be empty.
            // Foreign state of a call comes in front of it, where it is heard of before the arguments.
            TryGoLive(block);
        }
    }

    protected override void OnDelta(AnthropicEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        block.HasWords = true;
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning or BlockKind.ToolCall when TryGoLive(block):
                WriteDelta(block.Kind, utf8);
                break;
            case BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning or BlockKind.ToolCall:
                block.Keep(utf8);
                break;
        }
    }

    protected override void OnAnnotation(AnthropicEncodedBlock block, ReadOnlySpan<byte> json)
    {
        base.OnAnnotation(block, json);
        WritePendingIfLive(block);
    }

    protected override void OnOpaqueState(AnthropicEncodedBlock block)
    {
        base.OnOpaqueState(block);
        if (block.Kind == BlockKind.Reasoning && !block.IsForeign)
        {
            WritePendingIfLive(block);
        }
    }

    protected override void OnBlockEnd(AnthropicEncodedBlock block)
    {
        if (block is { Kind: BlockKind.Reasoning, IsForeign: true })
        {
            // Whether foreign state has words beside it shows at the end.
            WritePendingIfLive(block);
        }
        else if (block.Kind == BlockKind.ToolCall)
        {
            TryGoLive(block);
        }

        if (!block.HasPlace)
        {
            LoseUnplaced(block);
        }
        else if (block == _live)
        {
            Stop();
            WriteWaiting();
        }
        else if (_live is null || _live.MaySplit)
        {
            WriteWaiting();
        }
    }

    protected override void OnFinish(in FinishInfo finish)
    {
        Stop();
        WriteWaiting();
        BeginTyped("message_delta"u8);
        Json.WriteStartObject("delta"u8);
        WriteStop(finish);
        Json.WriteEndObject();
        WriteTail();
        EndEvent();
        BeginTyped("message_stop"u8);
        EndEvent();
    }

    /// <summary>Makes a block the live one, unless a call that may not be split is.</summary>
    private bool TryGoLive(AnthropicEncodedBlock block)
    {
        if (block == _live)
        {
            return true;
        }

        if (_live is { MaySplit: false })
        {
            return false;
        }

        Stop();
        Begin(block);
        WritePending(block);
        return true;
    }

    /// <summary>Writes the blocks that wait, in their order; a call that has not ended stays live.</summary>
    private void WriteWaiting()
    {
        foreach (var block in Blocks)
        {
            if (_live is { MaySplit: false })
            {
                return;
            }

            var waits = block.Kind == BlockKind.ToolCall ? !block.HasBegun : block.HasPending && block.HasPlace;
            if (!waits || (!block.IsEnded && !block.MaySplit && block.Kind != BlockKind.ToolCall))
            {
                continue;
            }

            Stop();
            Begin(block);
            WritePending(block);
            if (block.IsEnded)
            {
                Stop();
            }
        }
    }

    private void WritePendingIfLive(AnthropicEncodedBlock block)
    {
        if (block.HasPending && TryGoLive(block))
        {
            WritePending(block);
        }
    }

    private void Begin(AnthropicEncodedBlock block)
    {
        WriteEnvelope(block);
        _live = block;
        block.HasBegun = true;
        _wireIndex++;
        BeginTyped("content_block_start"u8);
        Json.WriteNumber("index"u8, _wireIndex);
        Json.WritePropertyName("content_block"u8);
        AnthropicBlockWriter.Write(Json, block, isWhole: false);
        EndEvent();
    }

    private void WritePending(AnthropicEncodedBlock block)
    {
        switch (block.Kind)
        {
            case BlockKind.ServerToolCall:
                var input = JsonSlice.Parse(block.OpaqueState).Member("input"u8);
                if (!input.IsMissing)
                {
                    WriteDelta(BlockKind.ToolCall, input.ToJson());
                }

                break;
            case BlockKind.ServerToolResult or BlockKind.Opaque:
                break;
            default:
                if (!block.Text.IsEmpty)
                {
                    WriteDelta(block.Kind, block.Text);
                }

                break;
        }

        foreach (var citation in block.Citations)
        {
            BeginDelta("citations_delta"u8);
            Json.WritePropertyName("citation"u8);
            Json.WriteRawValue(citation, skipInputValidation: true);
            EndDelta();
        }

        if (block is { Kind: BlockKind.Reasoning, IsRedacted: false, OpaqueState: { } signature })
        {
            BeginDelta("signature_delta"u8);
            Json.WriteString("signature"u8, signature);
            EndDelta();
        }

        block.ClearPending();
    }

    private void WriteDelta(BlockKind kind, ReadOnlySpan<byte> utf8)
    {
        switch (kind)
        {
            case BlockKind.Reasoning:
                BeginDelta("thinking_delta"u8);
                Json.WriteString("thinking"u8, utf8);
                break;
            case BlockKind.ToolCall:
                BeginDelta("input_json_delta"u8);
                Json.WriteString("partial_json"u8, utf8);
                break;
            default:
                BeginDelta("text_delta"u8);
                Json.WriteString("text"u8, utf8);
                break;
        }

        EndDelta();
    }

    private void Stop()
    {
        if (_live is not { } stopped)
        {
            return;
        }

        _live = null;
        WriteStop();
        WriteEnvelope(stopped);
    }

    private void WriteStop()
    {
        BeginTyped("content_block_stop"u8);
        Json.WriteNumber("index"u8, _wireIndex);
        EndEvent();
    }

    /// <summary>Foreign state of a call, in a block of its own: before the call, or behind it where it came late.</summary>
    private void WriteEnvelope(AnthropicEncodedBlock call)
    {
        if (call.Envelope is not { } envelope)
        {
            return;
        }

        call.Envelope = null;
        _wireIndex++;
        BeginTyped("content_block_start"u8);
        Json.WriteNumber("index"u8, _wireIndex);
        Json.WritePropertyName("content_block"u8);
        AnthropicBlockWriter.WriteEnvelope(Json, envelope);
        EndEvent();
        WriteStop();
    }

    private void BeginDelta(ReadOnlySpan<byte> type)
    {
        BeginTyped("content_block_delta"u8);
        Json.WriteNumber("index"u8, _wireIndex);
        Json.WriteStartObject("delta"u8);
        Json.WriteString("type"u8, type);
    }

    private void EndDelta()
    {
        Json.WriteEndObject();
        EndEvent();
    }

    private void BeginTyped(ReadOnlySpan<byte> type)
    {
        BeginEvent(type);
        Json.WriteString("type"u8, type);
    }
}
