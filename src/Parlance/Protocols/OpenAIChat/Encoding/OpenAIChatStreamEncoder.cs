using System.Buffers;
using System.Text;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A response as <c>chat.completion.chunk</c> events, ended by <c>[DONE]</c>.</summary>
internal sealed class OpenAIChatStreamEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIChatEncoder(output, context)
{
    public override string ContentType => HasFailedAtOnce ? "application/json" : "text/event-stream";

    protected override void OnStart()
    {
        BeginDelta();
        Json.WriteString("role"u8, "assistant"u8);
        Json.WriteString("content"u8, ""u8);
        EndDelta();
    }

    protected override void OnDelta(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        switch (block.Kind)
        {
            case BlockKind.Text:
                WriteText("content"u8, utf8);
                break;
            case BlockKind.Refusal:
                WriteText("refusal"u8, utf8);
                break;
            case BlockKind.Reasoning:
                block.Keep(utf8);
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
                block.Keep(utf8);
                break;
        }
    }

    protected override void OnAnnotation(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> json)
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

    protected override void OnOpaqueState(OpenAIChatEncodedBlock block)
    {
        if (block.Kind == BlockKind.Reasoning)
        {
            WriteReasoningState(block);
        }
        else if (block.Kind == BlockKind.ToolCall)
        {
            WriteCallState(block);
        }
    }

    protected override void OnBlockEnd(OpenAIChatEncodedBlock block)
    {
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

    protected override void OnFinish(in FinishInfo finish)
    {
        BeginChunk();
        Json.WriteStartArray("choices"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, 0);
        Json.WriteStartObject("delta"u8);
        Json.WriteEndObject();
        WriteLogProbs();
        WriteFinish(finish.Reason);
        Json.WriteEndObject();
        Json.WriteEndArray();
        WriteNoUsage();
        WriteExtras();
        EndEvent();
        if (Context.IncludeUsage && ReportedUsage is { } usage)
        {
            BeginChunk();
            Json.WriteStartArray("choices"u8);
            Json.WriteEndArray();
            WriteUsage(usage);
            WriteExtras();
            EndEvent();
        }

        Output.Write("data: [DONE]\n\n"u8);
    }

    private void BeginChunk()
    {
        BeginEvent();
        WriteHead("chat.completion.chunk");
    }

    private void BeginDelta()
    {
        BeginChunk();
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
        if (Context.IncludeUsage)
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
    private void Announce(OpenAIChatEncodedBlock block)
    {
        if (block.IsAnnounced)
        {
            return;
        }

        block.IsAnnounced = true;
        BeginCallDelta(block);
        WriteCallMembers(block, arguments: default);
        EndCallDelta();
    }

    private void WriteArguments(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        BeginCallDelta(block);
        Json.WriteStartObject(block.IsCustomCall ? "custom"u8 : "function"u8);
        Json.WriteString(block.IsCustomCall ? "input"u8 : "arguments"u8, utf8);
        Json.WriteEndObject();
        EndCallDelta();
    }

    private void WriteCallState(OpenAIChatEncodedBlock block)
    {
        if (HasDetail(block))
        {
            BeginDelta();
            Json.WriteStartArray("reasoning_details"u8);
            WriteCallDetail(block);
            Json.WriteEndArray();
            EndDelta();
        }
        else if (block.HasExtraContent)
        {
            Announce(block);
            BeginCallDelta(block);
            WriteExtraContent(block);
            EndCallDelta();
        }

        ReportLostState(block);
    }

    private void BeginCallDelta(OpenAIChatEncodedBlock block)
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

    private void WriteReasoningState(OpenAIChatEncodedBlock block)
    {
        BeginDelta();
        Json.WritePropertyName("reasoning_details"u8);
        OpenAIChatDetails.WriteState(Json, Encoding.UTF8.GetString(block.Text), block.StateText!, block.Name, NextDetail(), asArray: true);
        EndDelta();
    }

    private void WriteSound(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> base64)
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
