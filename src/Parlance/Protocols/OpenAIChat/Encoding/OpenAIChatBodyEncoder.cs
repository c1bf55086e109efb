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

    protected override void OnDelta(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> utf8) => block.Keep(utf8);

    protected override void OnAnnotation(OpenAIChatEncodedBlock block, ReadOnlySpan<byte> json)
    {
        if (ToAnnotation(json) is { } annotation)
        {
            _annotations.Add(annotation);
        }
    }

    protected override void OnOpaqueState(OpenAIChatEncodedBlock block)
    {
        // Everything is written at the end.
    }

    protected override void OnBlockEnd(OpenAIChatEncodedBlock block)
    {
        // Everything is written at the end.
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

    protected override void BeginEvent(bool isError = false)
    {
        Json.Reset(Output);
        Json.WriteStartObject();
    }

    protected override void EndEvent(bool isError = false)
    {
        Json.WriteEndObject();
        Json.Flush();
    }

    private void WriteMessage()
    {
        Json.WriteStartObject("message"u8);
        Json.WriteString("role"u8, "assistant"u8);
        WriteJoined("content", BlockKind.Text);
        WriteJoined("refusal", BlockKind.Refusal);
        if (Blocks.Any(block => block.Kind == BlockKind.Reasoning && !block.Text.IsEmpty))
        {
            WriteJoined("reasoning_content", BlockKind.Reasoning);
        }

        WriteReasoningState();
        WriteAnnotations();
        WriteMedia();
        WriteCalls();
        Json.WriteEndObject();
    }

    /// <summary>Writes all blocks of a kind as one text, null where there is none.</summary>
    private void WriteJoined(string member, BlockKind kind)
    {
        var blocks = Blocks.Where(block => block.Kind == kind).ToList();
        if (blocks.Count == 0)
        {
            Json.WriteNull(member);
        }
        else
        {
            Json.WriteString(member, string.Concat(blocks.Select(block => Encoding.UTF8.GetString(block.Text))));
        }
    }

    private void WriteReasoningState()
    {
        var signed = Blocks.Where(block => block.Kind == BlockKind.Reasoning && block.State is not null).ToList();
        if (signed.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("reasoning_details"u8);
        foreach (var block in signed)
        {
            ReasoningDetails.WriteState(Json, Encoding.UTF8.GetString(block.Text), block.StateText!, block.Name, asArray: false);
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
        var kind = call.IsCustomCall ? "custom" : "function";
        Json.WriteStartObject();
        Json.WriteString("id"u8, CallIdOf("call_", call.Index, call.Id));
        Json.WriteString("type"u8, kind);
        Json.WriteStartObject(kind);
        Json.WriteString("name"u8, call.Name ?? "");
        Json.WriteString(call.IsCustomCall ? "input"u8 : "arguments"u8, call.Text);
        Json.WriteEndObject();
        if (call.ExtraContent.ValueKind != JsonValueKind.Undefined)
        {
            Json.WritePropertyName("extra_content"u8);
            call.ExtraContent.WriteTo(Json);
        }

        ReportLostState(call);
        Json.WriteEndObject();
    }
}
