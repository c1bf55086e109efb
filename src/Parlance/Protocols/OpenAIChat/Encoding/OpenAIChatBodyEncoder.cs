using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A response as one <c>chat.completion</c> body, written once it is whole.</summary>
internal sealed class OpenAIChatBodyEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIChatEncoder(output, context)
{
    private readonly List<JsonElement> _annotations = [];

    public override string ContentType => "application/json";

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        Blocks.Add(new EncodedBlock(kind, id, name, mediaType) { Gathered = new PooledBuffer() });
        if (kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            Lose(kind.ToString(), $"The wire has no content of the kind {name ?? kind.ToString()}; it was left out.");
        }
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8) => Blocks[index].Gathered!.Append(utf8);

    public override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        if (ToAnnotation(json) is { } annotation)
        {
            _annotations.Add(annotation);
        }
    }

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Blocks[index].State = Encoding.UTF8.GetString(bytes);

    public override void BlockEnd(int index)
    {
        // Everything is written at the end.
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        BeginEvent();
        WriteHead("chat.completion");
        Json.WriteStartArray("choices"u8);
        Json.WriteStartObject();
        Json.WriteNumber("index"u8, 0);
        WriteMessage();
        WriteLogProbs();
        WriteFinish(reason);
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
        if (Blocks.Exists(block => block.Kind == BlockKind.Reasoning && block.Gathered!.Length > 0))
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
        var blocks = Blocks.FindAll(block => block.Kind == kind);
        if (blocks.Count == 0)
        {
            Json.WriteNull(member);
        }
        else
        {
            Json.WriteString(member, string.Concat(blocks.Select(block => Encoding.UTF8.GetString(block.Gathered!.Span))));
        }
    }

    private void WriteReasoningState()
    {
        var signed = Blocks.FindAll(block => block.Kind == BlockKind.Reasoning && block.State is not null);
        if (signed.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("reasoning_details"u8);
        foreach (var block in signed)
        {
            ReasoningDetails.WriteState(Json, Encoding.UTF8.GetString(block.Gathered!.Span), block.State!, block.Name, asArray: false);
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
        if (Blocks.Find(block => block.IsSound) is { } sound)
        {
            Json.WriteStartObject("audio"u8);
            Json.WriteString("id"u8, sound.Id ?? "");
            Json.WriteString("data"u8, sound.Gathered!.Span);
            Json.WriteEndObject();
        }

        var images = Blocks.FindAll(block => block.Kind == BlockKind.Media && !block.IsSound);
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
        var calls = Blocks.FindAll(block => block.Kind == BlockKind.ToolCall);
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

    private void WriteCall(EncodedBlock call)
    {
        var kind = call.IsCustomCall ? "custom" : "function";
        Json.WriteStartObject();
        Json.WriteString("id"u8, string.IsNullOrEmpty(call.Id) ? $"call_{Guid.CreateVersion7():N}" : call.Id);
        Json.WriteString("type"u8, kind);
        Json.WriteStartObject(kind);
        Json.WriteString("name"u8, call.Name ?? "");
        Json.WriteString(call.IsCustomCall ? "input"u8 : "arguments"u8, call.Gathered!.Span);
        Json.WriteEndObject();
        if (ToolCallState.Read(call.State).TryGetMember("extra_content"u8, out var extra))
        {
            Json.WritePropertyName("extra_content"u8);
            extra.WriteTo(Json);
        }

        ReportLostState(call);
        Json.WriteEndObject();
    }
}
