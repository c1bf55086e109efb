using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

// Blocks that come in pieces: how each begins, and grows.
internal sealed partial class ConverseDecoder
{
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
            var call = FindOpen(wireIndex) ?? Open(wireIndex ?? AssumedIndex, BlockKind.ToolCall);
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
                var redacted = FindOpen(wireIndex) is { Kind: BlockKind.Reasoning } known ? known : OpenRedacted(wireIndex ?? AssumedIndex);
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
}
