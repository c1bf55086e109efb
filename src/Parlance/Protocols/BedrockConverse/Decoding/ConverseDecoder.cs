using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// Reads responses. A streamed event says its type in the framing; where the framing was taken off, the event is an
/// object whose one member has the type's name. A whole response is told by its <c>output</c>. The metadata comes behind the
/// terminal, so the end of the stream is waited for.
/// </summary>
internal sealed partial class ConverseDecoder(IResponseSink sink, string wire) : IndexedBlockDecoder<ConverseOpenBlock>(sink)
{
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

    private void ReadEvent(ReadOnlySpan<byte> type, in JsonSlice value)
    {
        if (type.SequenceEqual("contentBlockDelta"u8))
        {
            ReadDelta(value);
        }
        else if (type.SequenceEqual("contentBlockStart"u8))
        {
            BeginBlock(value.Member("contentBlockIndex"u8).AsCount() ?? AssumedIndex, value.Member("start"u8));
        }
        else if (type.SequenceEqual("contentBlockStop"u8))
        {
            EndBlock(value.Member("contentBlockIndex"u8).AsCount());
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

    private static bool IsServers(in JsonSlice toolUse) => toolUse.Member("type"u8).Bytes.SequenceEqual("server_tool_use"u8);

    private ConverseOpenBlock OpenCall(long wireIndex, BlockKind kind, in JsonSlice toolUse) =>
        Open(wireIndex, kind, toolUse.Member("toolUseId"u8).AsNonEmptyText(), toolUse.Member("name"u8).AsNonEmptyText());

    private ConverseOpenBlock OpenRedacted(long wireIndex) => Open(wireIndex, BlockKind.Reasoning, name: ConverseBlocks.RedactedContent);

    private ConverseOpenBlock Open(long wireIndex, BlockKind kind, string? id = null, string? name = null, string? mediaType = null) =>
        Remember(new ConverseOpenBlock(wireIndex, OpenBlock(kind, id, name, mediaType), kind));

    /// <summary>The open block of an index; where that holds something else or nothing, the next one begins.</summary>
    private ConverseOpenBlock Continue(long? wireIndex, BlockKind kind)
    {
        if (FindOpen(wireIndex) is not { } block)
        {
            return Open(wireIndex ?? AssumedIndex, kind);
        }

        if (block.Kind == kind)
        {
            return block;
        }

        EndBlock(block);
        return Open(block.WireIndex, kind);
    }
}
