using System.Text;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// Reads responses. A streamed event says its type in the framing; where the framing was taken off, the event is an
/// object whose one member has the type's name. A whole response is told by its <c>output</c>.
/// </summary>
internal sealed class ConverseDecoder(IResponseSink sink, string wire) : ResponseDecoder(sink)
{
    private readonly List<ConverseOpenBlock> _open = [];
    private readonly PooledBuffer _json = new();

    protected override string Wire => wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = JsonSlice.Parse(data);
        if (!eventType.IsEmpty)
        {
            ReadEvent(eventType, frame);
        }
        else if (frame.Member("output"u8).IsObject)
        {
            ReadWhole(frame);
        }
        else if (!frame.Member("message"u8).IsMissing || !frame.Member("__type"u8).IsMissing)
        {
            Fail(ErrorReader.ReadInline(frame));
        }
        else
        {
            foreach (var (name, value) in frame.Members())
            {
                ReadEvent(name, value);
            }
        }
    }

    /// <summary>The metadata comes behind the terminal, so the end of the stream is waited for.</summary>
    protected override void DecodeEnd()
    {
        if (RawFinishReason is not null)
        {
            Finish();
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var block in _open)
        {
            block.Dispose();
        }

        _json.Dispose();
        base.Dispose(disposing);
    }

    private void ReadEvent(ReadOnlySpan<byte> type, in JsonSlice value)
    {
        if (type.SequenceEqual("contentBlockDelta"u8))
        {
            ReadDelta(value);
        }
        else if (type.SequenceEqual("contentBlockStart"u8))
        {
            BeginBlock(value.Member("contentBlockIndex"u8).AsCount() ?? _open.Count, value.Member("start"u8));
        }
        else if (type.SequenceEqual("contentBlockStop"u8))
        {
            if (FindOpen(value.Member("contentBlockIndex"u8).AsCount()) is { } block)
            {
                EndBlock(block);
            }
        }
        else if (type.SequenceEqual("messageStop"u8) || type.SequenceEqual("metadata"u8))
        {
            ReadTail(value);
        }
        else if (type.EndsWith("Exception"u8))
        {
            Fail(ErrorReader.ReadEvent(type, value.ToJson()));
        }
    }

    private void ReadWhole(in JsonSlice response)
    {
        var wireIndex = 0L;
        foreach (var content in response.Member("output"u8).Member("message"u8).Member("content"u8).Elements())
        {
            foreach (var (type, value) in content.Members())
            {
                ReadBlock(wireIndex, type, value, content);
            }

            wireIndex++;
        }

        ReadTail(response);
        Finish();
    }

    /// <summary>What follows the content: of a whole response its other members, of a stream its last events.</summary>
    private void ReadTail(in JsonSlice tail)
    {
        foreach (var (name, value) in tail.Members())
        {
            if (name.SequenceEqual("stopReason"u8))
            {
                if (value.AsNonEmptyText() is { } raw)
                {
                    RememberFinish(ConverseFinishReasons.Read(raw), raw);
                }
            }
            else if (name.SequenceEqual("usage"u8))
            {
                if (value.IsObject)
                {
                    ReportUsage(ConverseUsage.Read(value), value.Bytes);
                }
            }
            else if (!name.SequenceEqual("output"u8) && !name.SequenceEqual("p"u8))
            {
                KeepExtra(name, value);
            }
        }
    }

    /// <summary>A block of a whole message.</summary>
    private void ReadBlock(long wireIndex, ReadOnlySpan<byte> type, in JsonSlice value, in JsonSlice content)
    {
        if (type.SequenceEqual("text"u8))
        {
            AppendOnce(Open(wireIndex, BlockKind.Text), value);
        }
        else if (type.SequenceEqual("toolUse"u8) && !IsServers(value))
        {
            AppendOnce(OpenCall(wireIndex, BlockKind.ToolCall, value), value.Member("input"u8));
        }
        else if (type.SequenceEqual("reasoningContent"u8))
        {
            ReadReasoning(wireIndex, value);
        }
        else if (type.SequenceEqual("citationsContent"u8))
        {
            ReadCited(wireIndex, value);
        }
        else if (type.SequenceEqual("image"u8) && value.Member("source"u8).Member("bytes"u8).HasText)
        {
            var format = value.Member("format"u8).AsNonEmptyText() ?? "png";
            var image = OpenBlock(BlockKind.Media, mediaType: $"image/{format}");
            Append(image, value.Member("source"u8).Member("bytes"u8));
            CloseBlock(image);
        }
        else if (value.IsObject)
        {
            var kind = type.SequenceEqual("toolUse"u8) ? BlockKind.ServerToolCall
                : type.SequenceEqual("toolResult"u8) ? BlockKind.ServerToolResult
                : BlockKind.Opaque;
            var block = OpenBlock(
                kind,
                value.Member("toolUseId"u8).AsNonEmptyText(),
                kind == BlockKind.ServerToolCall ? value.Member("name"u8).AsNonEmptyText() : Encoding.UTF8.GetString(type));
            AttachOpaqueState(block, content.Bytes);
            CloseBlock(block);
        }
    }

    private void ReadReasoning(long wireIndex, in JsonSlice reasoning)
    {
        var readable = reasoning.Member("reasoningText"u8);
        var redacted = reasoning.Member("redactedContent"u8);
        var block = redacted.HasText ? OpenRedacted(wireIndex) : Open(wireIndex, BlockKind.Reasoning);
        block.State = (redacted.HasText ? redacted : readable.Member("signature"u8)).AsNonEmptyText();
        AppendOnce(block, readable.Member("text"u8));
    }

    private void ReadCited(long wireIndex, in JsonSlice cited)
    {
        var block = Open(wireIndex, BlockKind.Text);
        foreach (var piece in cited.Member("content"u8).Elements())
        {
            Append(block.Block, piece.Member("text"u8));
        }

        foreach (var citation in cited.Member("citations"u8).Elements())
        {
            Annotate(block.Block, citation.Bytes);
        }

        EndBlock(block);
    }

    private void AppendOnce(ConverseOpenBlock block, in JsonSlice text)
    {
        Append(block.Block, text);
        EndBlock(block);
    }

    /// <summary>Only calls, the provider's own results and media announce themselves; other blocks begin with a delta.</summary>
    private void BeginBlock(long wireIndex, in JsonSlice start)
    {
        foreach (var (type, value) in start.Members())
        {
            if (type.SequenceEqual("toolUse"u8))
            {
                var isServers = IsServers(value);
                var call = OpenCall(wireIndex, isServers ? BlockKind.ServerToolCall : BlockKind.ToolCall, value);
                if (isServers)
                {
                    call.KeepHead(value);
                }
            }
            else if (type.SequenceEqual("toolResult"u8))
            {
                Open(wireIndex, BlockKind.ServerToolResult, value.Member("toolUseId"u8).AsNonEmptyText(), "toolResult").KeepHead(value);
            }
            else if (type.SequenceEqual("image"u8))
            {
                Open(wireIndex, BlockKind.Media, mediaType: $"image/{value.Member("format"u8).AsNonEmptyText() ?? "png"}");
            }
        }
    }

    private void ReadDelta(in JsonSlice value)
    {
        long? wireIndex = null;
        JsonSlice delta = default;
        foreach (var (name, member) in value.Members())
        {
            if (name.SequenceEqual("contentBlockIndex"u8))
            {
                wireIndex = member.AsCount();
            }
            else if (name.SequenceEqual("delta"u8))
            {
                delta = member;
            }
        }

        foreach (var (type, piece) in delta.Members())
        {
            ReadPiece(wireIndex, type, piece);
        }
    }

    private void ReadPiece(long? wireIndex, ReadOnlySpan<byte> type, in JsonSlice piece)
    {
        if (type.SequenceEqual("text"u8))
        {
            AppendPiece(wireIndex, BlockKind.Text, piece);
        }
        else if (type.SequenceEqual("toolUse"u8))
        {
            var call = FindOpen(wireIndex) ?? Open(wireIndex ?? _open.Count, BlockKind.ToolCall);
            var input = piece.Member("input"u8);
            Append(call.Block, input);
            if (call.Kind == BlockKind.ServerToolCall)
            {
                call.KeepInput(input);
            }
        }
        else if (type.SequenceEqual("reasoningContent"u8))
        {
            ReadReasoningPiece(wireIndex, piece);
        }
        else if (type.SequenceEqual("citation"u8) && piece.IsObject)
        {
            Annotate(Continue(wireIndex, BlockKind.Text).Block, piece.Bytes);
        }
        else if (type.SequenceEqual("toolResult"u8))
        {
            Continue(wireIndex, BlockKind.ServerToolResult).KeepContents(piece);
        }
        else if (type.SequenceEqual("image"u8))
        {
            Append(Continue(wireIndex, BlockKind.Media).Block, piece.Member("source"u8).Member("bytes"u8));
        }
    }

    private void ReadReasoningPiece(long? wireIndex, in JsonSlice piece)
    {
        foreach (var (name, value) in piece.Members())
        {
            if (name.SequenceEqual("redactedContent"u8))
            {
                var redacted = FindOpen(wireIndex) is { Kind: BlockKind.Reasoning } known ? known : OpenRedacted(wireIndex ?? _open.Count);
                redacted.State += value.AsText();
            }
            else if (name.SequenceEqual("signature"u8))
            {
                Continue(wireIndex, BlockKind.Reasoning).State += value.AsText();
            }
            else if (name.SequenceEqual("text"u8))
            {
                AppendPiece(wireIndex, BlockKind.Reasoning, value);
            }
        }
    }

    /// <summary>An empty piece says nothing, so it neither begins a block nor ends one of another kind.</summary>
    private void AppendPiece(long? wireIndex, BlockKind kind, in JsonSlice piece)
    {
        if (piece.HasText)
        {
            Append(Continue(wireIndex, kind).Block, piece);
        }
    }

    private static bool IsServers(in JsonSlice toolUse) => toolUse.Member("type"u8).Bytes.SequenceEqual("server_tool_use"u8);

    private ConverseOpenBlock OpenCall(long wireIndex, BlockKind kind, in JsonSlice toolUse) =>
        Open(wireIndex, kind, toolUse.Member("toolUseId"u8).AsNonEmptyText(), toolUse.Member("name"u8).AsNonEmptyText());

    private ConverseOpenBlock OpenRedacted(long wireIndex) => Open(wireIndex, BlockKind.Reasoning, name: ConverseBlocks.RedactedContent);

    private ConverseOpenBlock Open(long wireIndex, BlockKind kind, string? id = null, string? name = null, string? mediaType = null)
    {
        var block = new ConverseOpenBlock(wireIndex, OpenBlock(kind, id, name, mediaType), kind);
        _open.Add(block);
        return block;
    }

    /// <summary>The open block of an index; where that holds something else or nothing, the next one begins.</summary>
    private ConverseOpenBlock Continue(long? wireIndex, BlockKind kind)
    {
        if (FindOpen(wireIndex) is not { } block)
        {
            return Open(wireIndex ?? _open.Count, kind);
        }

        if (block.Kind == kind)
        {
            return block;
        }

        EndBlock(block);
        return Open(block.WireIndex, kind);
    }

    private ConverseOpenBlock? FindOpen(long? wireIndex)
    {
        for (var position = _open.Count - 1; position >= 0; position--)
        {
            if (wireIndex is null || _open[position].WireIndex == wireIndex)
            {
                return _open[position];
            }
        }

        return null;
    }

    private void EndBlock(ConverseOpenBlock block)
    {
        if (block.State is { } state)
        {
            AttachOpaqueState(block.Block, Encoding.UTF8.GetBytes(state));
        }
        else if (block.Kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult)
        {
            _json.Clear();
            block.WriteJson(_json);
            AttachOpaqueState(block.Block, _json.Span);
        }

        CloseBlock(block.Block);
        block.Dispose();
        _open.Remove(block);
    }

    private void Finish()
    {
        while (_open.Count > 0)
        {
            EndBlock(_open[0]);
        }

        Complete();
    }
}
