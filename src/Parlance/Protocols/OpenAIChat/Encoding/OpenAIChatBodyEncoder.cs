using System.Buffers;
using System.Text;
using System.Text.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A response as one <c>chat.completion</c> body, written once it is whole.</summary>
internal sealed class OpenAIChatBodyEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIChatEncoder(output, context)
{
    private readonly List<JsonElement> _annotations = [];

    public override string ContentType => "application/json";

    protected override void OnAnnotation(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> json)
    {
        if (ToAnnotation(json) is { } annotation)
        {
            _annotations.Add(annotation);
        }
    }

    protected override void OnFinish(in FinishInfo finish)
    {
        BeginEvent();
        WriteHead("chat.completion");
        Json.WriteStartArray("choices"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, 0);
        WriteMessage();
        WriteLogProbs();
        WriteFinish(finish.Reason);
        Json.WriteEndObject();
        Json.WriteEndArray();
        if (ReportedUsage is { } usage)
        {
            WriteUsage(usage);
        }

        WriteExtras();
        EndEvent();
    }

    private void WriteMessage()
    {
        Json.WriteStartObject("message"u8);
        Json.WriteString("role"u8, "assistant"u8);
        Json.WriteString("content"u8, JoinText(BlockKind.Text));
        Json.WriteString("refusal"u8, JoinText(BlockKind.Refusal));
        if (JoinText(BlockKind.Reasoning) is { Length: > 0 } reasoning)
        {
            Json.WriteString("reasoning_content"u8, reasoning);
        }

        WriteReasoningState();
        WriteAnnotations();
        WriteMedia();
        WriteCalls();
        Json.WriteEndObject();
    }

    private void WriteReasoningState()
    {
        var signed = Blocks.Where(block => (block.Kind == BlockKind.Reasoning && block.State is not null) || HasDetail(block)).ToList();
        if (signed.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("reasoning_details"u8);
        foreach (var block in signed)
        {
            if (block.Kind == BlockKind.ToolCall)
            {
                WriteCallDetail(block);
            }
            else
            {
                OpenAIChatDetails.WriteState(Json, Encoding.UTF8.GetString(block.Text), block.StateText!, block.Name, NextDetail(), asArray: false);
            }
        }

        Json.WriteEndArray();
    }

    private void WriteAnnotations()
    {
        if (_annotations.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("annotations"u8);
        foreach (var annotation in _annotations)
        {
            annotation.WriteTo(Json);
        }

        Json.WriteEndArray();
    }

    private void WriteMedia()
    {
        if (Blocks.FirstOrDefault(block => block.IsSound) is { } sound)
        {
            Json.WriteStartObject("audio"u8);
            Json.WriteString("id"u8, sound.Id ?? "");
            Json.WriteString("data"u8, sound.Text);
            Json.WriteEndObject();
        }

        var images = Blocks.Where(block => block.Kind == BlockKind.Media && !block.IsSound).ToList();
        if (images.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("images"u8);
        foreach (var image in images)
        {
            OpenAIChatImage.Write(Json, image.ToUrl());
        }

        Json.WriteEndArray();
    }

    private void WriteCalls()
    {
        var calls = Blocks.Where(block => block.Kind == BlockKind.ToolCall).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            WriteCall(call);
        }

        Json.WriteEndArray();
    }

    private void WriteCall(OpenAIChatEncodedBlock call)
    {
        Json.WriteStartObject();
        WriteCallMembers(call, call.Text);
        WriteExtraContent(call);
        ReportLostState(call);
        Json.WriteEndObject();
    }
}
