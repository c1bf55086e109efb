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
            block.Keep(utf8);
        }
    }

    protected override void OnBlockEnd(AnthropicEncodedBlock block)
    {
        // Everything is written at the end.
    }

    protected override void OnFinish(in FinishInfo finish)
    {
        Json.WriteStartObject();
        WriteHead();
        Json.WriteStartArray("content"u8);
        foreach (var block in Blocks)
        {
            WriteBlock(block);
        }

        Json.WriteEndArray();
        WriteStop(finish);
        WriteTail();
        Json.WriteEndObject();
        Json.Flush();
    }

    protected override void OnFail(LlmException error)
    {
        WriteError(error);
        Json.Flush();
    }

    private void WriteBlock(AnthropicEncodedBlock block)
    {
        if (!block.HasPlace)
        {
            LoseUnplaced(block);
            return;
        }

        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal when block.HasPending:
                WriteText(block);
                break;
            case BlockKind.Reasoning when block.HasPending:
                WriteReasoning(block);
                break;
            case BlockKind.ToolCall:
                WriteCall(block);
                break;
            case BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque:
                Json.WriteRawValue(block.OpaqueState, skipInputValidation: true);
                break;
        }
    }

    private void WriteText(AnthropicEncodedBlock block)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, "text"u8);
        Json.WriteString("text"u8, block.Text);
        if (block.Citations.Count > 0)
        {
            Json.WriteStartArray("citations"u8);
            foreach (var citation in block.Citations)
            {
                Json.WriteRawValue(citation, skipInputValidation: true);
            }

            Json.WriteEndArray();
        }

        Json.WriteEndObject();
    }

    private void WriteReasoning(AnthropicEncodedBlock block)
    {
        Json.WriteStartObject();
        if (block.Name == AnthropicBlockType.RedactedThinking)
        {
            Json.WriteString("type"u8, AnthropicBlockType.RedactedThinking);
            Json.WriteString("data"u8, block.OpaqueState);
        }
        else
        {
            Json.WriteString("type"u8, AnthropicBlockType.Thinking);
            Json.WriteString("thinking"u8, block.Text);
            Json.WriteString("signature"u8, block.OpaqueState);
        }

        Json.WriteEndObject();
    }

    private void WriteCall(AnthropicEncodedBlock block)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, AnthropicBlockType.ToolUse);
        Json.WriteString("id"u8, block.CallId);
        Json.WriteString("name"u8, block.Name);
        Json.WritePropertyName("input"u8);
        if (!ArgumentsObject.TryWrite(Json, block.Text))
        {
            Coerce("ToolCalls", ArgumentsObject.NotAnObject);
        }

        AnthropicBlockHead.WriteCaller(Json, block);
        Json.WriteEndObject();
    }
}
