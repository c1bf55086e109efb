using System.Buffers;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// What the streamed and the whole response share: who answers, what the blocks are called on this wire, the end of the
/// message, and what could not be carried.
/// </summary>
internal abstract class AnthropicEncoder(IBufferWriter<byte> output, ResponseContext context)
    : ResponseEncoder<AnthropicEncodedBlock>(output, context)
{
    private byte[]? _serverToolUse;

    protected override string MakeId() => $"msg_{Guid.CreateVersion7():N}";

    protected override AnthropicEncodedBlock CreateBlock(int index, in BlockInfo block) =>
        new(block.Kind == BlockKind.ToolCall ? CallIdOf("toolu_", index, block.Id) : block.Id, block);

    protected override void OnBlockStart(AnthropicEncodedBlock block)
    {
        if (block.Kind == BlockKind.Media)
        {
            Lose("Media", $"The wire has no generated media; a part of the type '{block.MediaType}' was left out.");
        }
        else if (block.Kind == BlockKind.Refusal)
        {
            CoerceRefusal();
        }
    }

    protected override void OnAnnotation(AnthropicEncodedBlock block, ReadOnlySpan<byte> json)
    {
        if (block.Kind == BlockKind.Text && AnthropicBlockType.IsCitation(JsonSlice.Parse(json).Member("type"u8).AsText()))
        {
            block.AddCitation(json);
        }
        else
        {
            Lose("Annotations", "A citation in another wire's shape was left out.");
        }
    }

    protected override void OnOpaqueState(AnthropicEncodedBlock block)
    {
        var state = block.State!;
        switch (block.Kind)
        {
            case BlockKind.Reasoning:
                block.OpaqueState = state;
                break;
            case BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque:
                if (AnthropicBlockType.IsServerBlock(JsonSlice.Parse(state)))
                {
                    block.OpaqueState = JsonLine.Copy(state);
                }

                break;
            case BlockKind.ToolCall when block.IsForeign:
                block.Envelope = SealCall(block, block.CallId);
                break;
            case BlockKind.ToolCall when !block.HasBegun && JsonSlice.IsValid(state) && JsonSlice.Parse(state).Member("tool_id"u8).HasText:
                block.OpaqueState = JsonLine.Copy(state);
                break;
            default:
                Lose("OpaqueState", "The wire has no place for the state that another provider attached to a part; it was left out.");
                break;
        }
    }

    protected override void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _serverToolUse = AnthropicWrittenUsage.CopyServerToolUse(rawJson);

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) =>
        name is "service_tier" or "stop_sequence" or "stop_details" or "container" or "context_management";

    /// <summary>Reports a block that the wire has no place for, but for media, of which that is known at their beginning.</summary>
    protected void LoseUnplaced(AnthropicEncodedBlock block)
    {
        if (block.IsWireContent)
        {
            LoseBlock(block);
        }
    }

    protected void WriteStop(in FinishInfo finish)
    {
        var written = AnthropicFinishReasons.Write(finish.Reason, finish.RawReason);
        if (finish.Reason is null)
        {
            CoerceFinish(reason: null, written);
        }

        Json.WriteString("stop_reason"u8, written);
        Json.WritePropertyName("stop_sequence"u8);
        Json.WriteRawValue(FindExtra("stop_sequence") ?? "null"u8, skipInputValidation: true);
        WriteExtra("stop_details");
        WriteExtra("container");
    }

    /// <summary>Writes what comes behind the reason: the edits of the context, and the counts.</summary>
    protected void WriteTail()
    {
        WriteExtra("context_management");
        WriteUsage();
    }

    /// <summary>Writes the counts; before the response has ended, those of its input.</summary>
    protected void WriteUsage() => AnthropicWrittenUsage.Write(Json, ReportedUsage ?? InputUsage ?? default, _serverToolUse, FindExtra("service_tier"));

    protected void WriteHead()
    {
        Json.WriteString("id"u8, Id);
        Json.WriteString("type"u8, "message"u8);
        Json.WriteString("role"u8, "assistant"u8);
        Json.WriteString("model"u8, Model);
    }

    protected override void OnFail(LlmException error)
    {
        BeginEvent("error"u8);
        Json.WriteString("type"u8, "error"u8);
        Json.WriteStartObject("error"u8);
        Json.WriteString("type"u8, AnthropicErrors.GetType(error));
        Json.WriteString("message"u8, error.Message);
        Json.WriteEndObject();
        Json.WriteOptional("request_id"u8, error.RequestId);
        EndEvent();
    }
}
