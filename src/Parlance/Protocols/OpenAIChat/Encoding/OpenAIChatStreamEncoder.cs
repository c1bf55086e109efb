using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A response as <c>chat.completion.chunk</c> events, ended by <c>[DONE]</c>.</summary>
internal sealed class OpenAIChatStreamEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIChatEncoder(output, context)
{
    private bool _failedBeforeStart;
    private int _calls;

    public override string ContentType => _failedBeforeStart ? "application/json" : "text/event-stream";

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        base.Start(id, model, created);
        BeginDelta();
        Json.WriteString("role"u8, "assistant"u8);
        Json.WriteString("content"u8, ""u8);
        EndDelta();
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        var block = new EncodedBlock(kind, id, name, mediaType)
        {
            CallIndex = kind == BlockKind.ToolCall ? _calls++ : -1,
            Gathered = kind is BlockKind.Media or BlockKind.Reasoning ? new PooledBuffer() : null,
        };
        Blocks.Add(block);
        if (kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            Lose(kind.ToString(), $"The wire has no content of the kind {name ?? kind.ToString()}; it was left out.");
        }
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var block = Blocks[index];
        switch (block.Kind)
        {
            case BlockKind.Text:
                WriteText("content"u8, utf8);
                break;
            case BlockKind.Refusal:
                WriteText("refusal"u8, utf8);
                break;
            case BlockKind.Reasoning:
                block.Gathered!.Append(utf8);
                WriteText("reasoning_content"u8, utf8);
                break;
            case BlockKind.ToolCall:
                Announce(block);
                WriteArguments(block, utf8);
                break;
            case BlockKind.Media when block.IsSound:
                WriteSound(block, utf8);
                break;
            case BlockKind.Media:
                block.Gathered!.Append(utf8);
                break;
        }
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        if (ToAnnotation(json) is not { } annotation)
        {
            return;
        }

        BeginDelta();
        Json.WriteStartArray("annotations"u8);
        annotation.WriteTo(Json);
        Json.WriteEndArray();
        EndDelta();
    }

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        var block = Blocks[index];
        block.State = Encoding.UTF8.GetString(bytes);
        if (block.Kind == BlockKind.Reasoning)
        {
            WriteReasoningState(block);
        }
        else if (block.Kind == BlockKind.ToolCall)
        {
            WriteCallState(block);
        }
    }

    public override void BlockEnd(int index)
    {
        var block = Blocks[index];
        if (block.Kind == BlockKind.ToolCall)
        {
            Announce(block);
        }
        else if (block.Kind == BlockKind.Media && !block.IsSound)
        {
            BeginDelta();
            Json.WriteStartArray("images"u8);
            OpenAIChatImage.Write(Json, block.ToUrl());
            Json.WriteEndArray();
            EndDelta();
        }
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        BeginEvent();
        Json.WriteStartArray("choices"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, 0);
        Json.WriteStartObject("delta"u8);
        Json.WriteEndObject();
        WriteLogProbs();
        WriteFinish(reason);
        Json.WriteEndObject();
        Json.WriteEndArray();
        WriteNoUsage();
        WriteExtras();
        EndEvent();
        if (IncludeUsage && ReportedUsage is { } usage)
        {
            BeginEvent();
            Json.WriteStartArray("choices"u8);
            Json.WriteEndArray();
            WriteUsage(usage);
            WriteExtras();
            EndEvent();
        }

        Output.Write("data: [DONE]\n\n"u8);
    }

    public override void Fail(LlmException error)
    {
        _failedBeforeStart = !HasStarted;
        base.Fail(error);
    }

    protected override void BeginEvent(bool isError = false)
    {
        if (!_failedBeforeStart)
        {
            Output.Write("data: "u8);
        }

        Json.Reset(Output);
        Json.WriteStartObject();
        if (!isError)
        {
            WriteHead("chat.completion.chunk");
        }
    }

    protected override void EndEvent(bool isError = false)
    {
        Json.WriteEndObject();
        Json.Flush();
        if (!_failedBeforeStart)
        {
            Output.Write("\n\n"u8);
        }
    }

    private void BeginDelta()
    {
        BeginEvent();
        Json.WriteStartArray("choices"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, 0);
        Json.WriteStartObject("delta"u8);
    }

    private void EndDelta()
    {
        Json.WriteEndObject();
        Json.WriteNull("logprobs"u8);
        Json.WriteNull("finish_reason"u8);
        Json.WriteEndObject();
        Json.WriteEndArray();
        WriteNoUsage();
        EndEvent();
    }

    /// <summary>Where usage was asked for, every chunk but the last has it as null.</summary>
    private void WriteNoUsage()
    {
        if (IncludeUsage)
        {
            Json.WriteNull("usage"u8);
        }
    }

    private void WriteText(ReadOnlySpan<byte> member, ReadOnlySpan<byte> utf8)
    {
        BeginDelta();
        Json.WriteString(member, utf8);
        EndDelta();
    }

    /// <summary>Tells that a call begins. What kind of call it is may stand in its state, so the telling waits for more.</summary>
    private void Announce(EncodedBlock block)
    {
        if (block.IsAnnounced)
        {
            return;
        }

        block.IsAnnounced = true;
        BeginCallDelta(block);
        Json.WriteString("id"u8, string.IsNullOrEmpty(block.Id) ? $"call_{Guid.CreateVersion7():N}" : block.Id);
        var kind = block.IsCustomCall ? "custom" : "function";
        Json.WriteString("type"u8, kind);
        Json.WriteStartObject(kind);
        Json.WriteString("name"u8, block.Name ?? "");
        Json.WriteString(block.IsCustomCall ? "input" : "arguments", "");
        Json.WriteEndObject();
        EndCallDelta();
    }

    private void WriteArguments(EncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        BeginCallDelta(block);
        Json.WriteStartObject(block.IsCustomCall ? "custom"u8 : "function"u8);
        Json.WriteString(block.IsCustomCall ? "input"u8 : "arguments"u8, utf8);
        Json.WriteEndObject();
        EndCallDelta();
    }

    private void WriteCallState(EncodedBlock block)
    {
        if (ToolCallState.Read(block.State).TryGetMember("extra_content"u8, out var extra))
        {
            Announce(block);
            BeginCallDelta(block);
            Json.WritePropertyName("extra_content"u8);
            extra.WriteTo(Json);
            EndCallDelta();
        }

        ReportLostState(block);
    }

    private void BeginCallDelta(EncodedBlock block)
    {
        BeginDelta();
        Json.WriteStartArray("tool_calls"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, block.CallIndex);
    }

    private void EndCallDelta()
    {
        Json.WriteEndObject();
        Json.WriteEndArray();
        EndDelta();
    }

    private void WriteReasoningState(EncodedBlock block)
    {
        BeginDelta();
        Json.WritePropertyName("reasoning_details"u8);
        ReasoningDetails.WriteState(Json, Encoding.UTF8.GetString(block.Gathered!.Span), block.State!, block.Name, asArray: true);
        EndDelta();
    }

    private void WriteSound(EncodedBlock block, ReadOnlySpan<byte> base64)
    {
        BeginDelta();
        Json.WriteStartObject("audio"u8);
        if (!block.IsAnnounced && block.Id is { } id)
        {
            Json.WriteString("id"u8, id);
        }

        block.IsAnnounced = true;
        Json.WriteString("data"u8, base64);
        Json.WriteEndObject();
        EndDelta();
    }
}
