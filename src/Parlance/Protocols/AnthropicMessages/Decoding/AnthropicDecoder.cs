using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// Reads responses, streamed or whole. The <c>type</c> member decides what an event is; the name that the SSE framing
/// gives it counts only where that member is missing.
/// </summary>
internal sealed class AnthropicDecoder(IResponseSink sink, string wire) : IndexedBlockDecoder<AnthropicOpenBlock>(sink)
{
    private readonly AnthropicFrameReader _frames = new();
    private readonly AnthropicUsage _usage = new();

    protected override string Wire => wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = _frames.Read(data);
        var type = frame.Type.HasText ? frame.Type.Bytes : eventType;
        if (type.SequenceEqual("content_block_delta"u8))
        {
            ReadDelta(frame);
        }
        else if (type.SequenceEqual("content_block_start"u8))
        {
            BeginBlock(frame.Index.AsCount() ?? AssumedIndex, frame.ContentBlock);
        }
        else if (type.SequenceEqual("content_block_stop"u8))
        {
            EndBlock(frame.Index.AsCount());
        }
        else if (type.SequenceEqual("message_start"u8))
        {
            ReadMessage(frame.Message);
        }
        else if (type.SequenceEqual("message_delta"u8))
        {
            ReadMessageDelta(frame, data);
        }
        else if (type.SequenceEqual("message_stop"u8))
        {
            Finish();
        }
        else if (type.SequenceEqual("error"u8) || !frame.Error.IsMissing || IsFailure(frame.BaseResponse))
        {
            Fail(ErrorReader.ReadInline(JsonSlice.Parse(data)));
        }
        else if (type.SequenceEqual("message"u8) || (type.IsEmpty && frame.Content.IsArray))
        {
            ReadMessage(JsonSlice.Parse(data));
            Finish();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _frames.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsFailure(in JsonSlice baseResponse) => baseResponse.Member("status_code"u8).AsCount() is not (null or 0);

    /// <summary>A whole message, or the head of a streamed one: the latter has no content yet.</summary>
    private void ReadMessage(in JsonSlice message)
    {
        Identify(message.Member("id"u8), message.Member("model"u8), created: default);
        var content = message.Member("content"u8);
        if (content.HasText)
        {
            // What requests may say as a text instead of a block of text, a host may answer so.
            var text = OpenBlock(BlockKind.Text);
            Append(text, content);
            CloseBlock(text);
        }

        var wireIndex = 0L;
        foreach (var block in content.Elements())
        {
            BeginBlock(wireIndex, block);
            EndBlock(wireIndex);
            wireIndex++;
        }

        ReadUsage(message.Member("usage"u8));
        ReadStopReason(message.Member("stop_reason"u8));
        foreach (var (name, value) in message.Members())
        {
            if (!IsModelled(name))
            {
                KeepExtra(name, value);
            }
        }
    }

    private void BeginBlock(long wireIndex, in JsonSlice content)
    {
        var type = content.Member("type"u8);
        var kind = AnthropicBlockType.GetKind(type.Bytes);
        var isServerResult = kind == BlockKind.ServerToolResult;
        var index = OpenBlock(
            kind,
            content.Member(isServerResult ? "tool_use_id"u8 : "id"u8).AsNonEmptyText(),
            kind switch
            {
                BlockKind.ToolCall or BlockKind.ServerToolCall => content.Member("name"u8).AsNonEmptyText(),
                BlockKind.Text => null,
                BlockKind.Reasoning when type.Bytes.SequenceEqual("thinking"u8) => null,
                _ => type.AsNonEmptyText(),
            });
        var block = Remember(new AnthropicOpenBlock(wireIndex, index, kind));
        switch (kind)
        {
            case BlockKind.Text:
                Append(index, content.Member("text"u8));
                Annotate(index, content.Member("citations"u8));
                break;
            case BlockKind.Reasoning:
                Append(index, content.Member("thinking"u8));
                block.State = content.Member("signature"u8).AsNonEmptyText() ?? content.Member("data"u8).AsNonEmptyText();
                break;
            case BlockKind.ToolCall:
                block.Input = KeepInput(content.Member("input"u8));
                AttachCaller(index, content.Member("caller"u8));
                break;
            case BlockKind.ServerToolCall:
                block.Input = KeepInput(content.Member("input"u8));
                block.KeepJson(content);
                break;
            default:
                block.KeepJson(content);
                break;
        }
    }

    private void ReadDelta(in AnthropicFrame frame)
    {
        var block = FindOpen(frame.Index.AsCount()) ?? BeginImplied(frame);
        switch (block.Kind)
        {
            case BlockKind.Text:
                Append(block.Block, frame.Text);
                Annotate(block.Block, frame.Citation);
                break;
            case BlockKind.Reasoning:
                Append(block.Block, frame.Thinking);
                if (frame.Signature.HasText)
                {
                    block.State += frame.Signature.AsText();
                }

                break;
            case BlockKind.ToolCall or BlockKind.ServerToolCall:
                block.HasInputDeltas |= frame.PartialJson.HasText || frame.PartialJson.IsObject;
                Append(block.Block, frame.PartialJson);
                block.KeepInput(frame.PartialJson);
                break;
            default:
                if (!frame.Delta.IsEmpty)
                {
                    block.Join(JsonSlice.Parse(frame.Delta));
                }

                break;
        }
    }

    private AnthropicOpenBlock BeginImplied(in AnthropicFrame frame)
    {
        var kind = AnthropicBlockType.GetKindOfDelta(frame);
        return Remember(new AnthropicOpenBlock(frame.Index.AsCount() ?? AssumedIndex, OpenBlock(kind), kind));
    }

    protected override void EndBlock(AnthropicOpenBlock block)
    {
        if (block is { HasInputDeltas: false, Input: { } input })
        {
            Append(block.Block, input);
        }

        base.EndBlock(block);
    }

    private void ReadMessageDelta(in AnthropicFrame frame, ReadOnlySpan<byte> data)
    {
        ReadUsage(frame.Usage);
        ReadStopReason(frame.StopReason);
        foreach (var (name, value) in JsonSlice.Parse(data).Members())
        {
            if (!IsModelled(name) && !name.SequenceEqual("delta"u8))
            {
                KeepExtra(name, value);
            }
        }

        if (frame.Delta.IsEmpty)
        {
            return;
        }

        foreach (var (name, value) in JsonSlice.Parse(frame.Delta).Members())
        {
            if (!IsModelled(name))
            {
                KeepExtra(name, value);
            }
        }
    }

    private void ReadUsage(in JsonSlice usage)
    {
        if (usage.IsObject)
        {
            ReportUsage(_usage.Read(usage), usage.Bytes);
            KeepExtra("service_tier"u8, usage.Member("service_tier"u8));
        }
    }

    private void ReadStopReason(in JsonSlice stopReason)
    {
        if (stopReason.AsNonEmptyText() is { } raw)
        {
            RememberFinish(AnthropicFinishReasons.Read(raw), raw);
        }
    }

    private void Annotate(int block, in JsonSlice citations)
    {
        if (citations.IsObject)
        {
            Annotate(block, citations.Bytes);
        }

        foreach (var citation in citations.Elements())
        {
            Annotate(block, citation.Bytes);
        }
    }

    /// <summary>Who called a tool, where it was not the model itself: it must be told again with the call.</summary>
    private void AttachCaller(int block, in JsonSlice caller)
    {
        if (caller.IsObject && !caller.Member("type"u8).Bytes.SequenceEqual("direct"u8))
        {
            AttachOpaqueState(block, caller.Bytes);
        }
    }

    private static byte[]? KeepInput(in JsonSlice input) =>
        input.IsMissing ? null : input.IsString ? System.Text.Encoding.UTF8.GetBytes(input.AsText()!) : input.Bytes.ToArray();

    private static bool IsModelled(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("model"u8) || name.SequenceEqual("role"u8)
        || name.SequenceEqual("content"u8) || name.SequenceEqual("usage"u8) || name.SequenceEqual("stop_reason"u8);
}
