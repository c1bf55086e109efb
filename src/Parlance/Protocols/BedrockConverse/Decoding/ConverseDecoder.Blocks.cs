using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

// Blocks that come whole: those of a response that is not streamed.
internal sealed partial class ConverseDecoder
{
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
}
