using System.Buffers;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Writes a whole response as one JSON object, at its end.</summary>
internal sealed class AnthropicBodyEncoder(IBufferWriter<byte> output, ResponseContext context) : AnthropicEncoder(output, context)
{
    public override string ContentType => "application/json";

    protected override void OnDelta(AnthropicEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        if (block.Kind != BlockKind.Media)
        {
            block.HasWords = true;
            block.Keep(utf8);
        }
    }

    protected override void OnFinish(in FinishInfo finish)
    {
        BeginEvent();
        WriteHead();
        Json.WriteStartArray("content"u8);
        foreach (var block in Blocks)
        {
            WriteBlock(block);
        }

        Json.WriteEndArray();
        WriteStop(finish);
        WriteTail();
        EndEvent();
    }

    private void WriteBlock(AnthropicEncodedBlock block)
    {
        if (!block.HasPlace)
        {
            LoseUnplaced(block);
            return;
        }

        if (block.IsText && !block.HasPending)
        {
            return;
        }

        if (block.Envelope is { } envelope)
        {
            AnthropicBlockWriter.WriteEnvelope(Json, envelope);
        }

        AnthropicBlockWriter.Write(Json, block, isWhole: true);
        if (block.Kind == BlockKind.ToolCall && ArgumentsObject.IsWrapped(block.Text))
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }
    }
}
