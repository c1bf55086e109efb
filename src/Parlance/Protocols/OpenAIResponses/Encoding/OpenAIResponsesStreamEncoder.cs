using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A response as events: the response, its items, their parts and pieces, each begun and ended, all numbered.</summary>
internal sealed class OpenAIResponsesStreamEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIResponsesEncoder(output, context)
{
    private bool _failedBeforeStart;
    private int _sequence;

    public override string ContentType => _failedBeforeStart ? "application/json" : "text/event-stream";

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        base.Start(id, model, created);
        WriteResponseEvent("response.created", "in_progress");
        WriteResponseEvent("response.in_progress", "in_progress");
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        if (LogProbs.ValueKind == JsonValueKind.Array)
        {
            Lose(ResponseExtra.LogProbs, "Log probabilities that come after their text are in the whole response alone.");
        }

        var (status, incompleteReason) = StatusOf(reason);
        WriteResponseEvent($"response.{status}", status, incompleteReason);
    }

    public override void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (HasStarted)
        {
            WriteResponseEvent("response.failed", "failed", error: error);
            return;
        }

        _failedBeforeStart = true;
        Json.WriteStartObject();
        OpenAIErrors.Write(Json, error);
        Json.WriteEndObject();
        Json.Flush();
    }

    protected override void OnBegin(EncodedItem item)
    {
        // What a call or a kept item is shows in what comes after its beginning.
        if (item.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning)
        {
            Announce(item);
        }
    }

    protected override void OnDelta(EncodedItem item, ReadOnlySpan<byte> utf8)
    {
        switch (item.Kind)
        {
            case BlockKind.Text:
                WriteDelta(item, "response.output_text.delta", "content_index", utf8);
                break;
            case BlockKind.Refusal:
                WriteDelta(item, "response.refusal.delta", "content_index", utf8);
                break;
            case BlockKind.Reasoning:
                BeginSummary(item, utf8);
                WriteDelta(item, "response.reasoning_summary_text.delta", "summary_index", utf8);
                break;
            case BlockKind.ToolCall:
                Announce(item);
                WriteDelta(item, item.IsCustomCall ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta", null, utf8);
                break;
        }
    }

    protected override void OnAnnotation(EncodedItem item, JsonElement annotation)
    {
        BeginEvent("response.output_text.annotation.added", item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WriteNumber("annotation_index"u8, item.Annotations.Count - 1);
        Json.WritePropertyName("annotation"u8);
        annotation.WriteTo(Json);
        EndEvent();
    }

    protected override void OnState(EncodedItem item)
    {
        // Where its state comes first, the call can be announced as what it is.
        if (item.Kind == BlockKind.ToolCall)
        {
            Announce(item);
        }
    }

    protected override void OnEnd(EncodedItem item)
    {
        Announce(item);
        switch (item.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                EndPart(item);
                break;
            case BlockKind.Reasoning when item.HasText:
                EndSummary(item);
                break;
            case BlockKind.ToolCall:
                BeginEvent(item.IsCustomCall ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done", item);
                Json.WriteString(item.IsCustomCall ? "input"u8 : "arguments"u8, item.Text);
                EndEvent();
                break;
        }

        WriteItemEvent("response.output_item.done", item, isDone: true);
    }

    private void Announce(EncodedItem item)
    {
        if (item.IsAnnounced)
        {
            return;
        }

        AddToOutput(item);
        WriteItemEvent("response.output_item.added", item, isDone: false);
        if (item.Kind is BlockKind.Text or BlockKind.Refusal)
        {
            WritePartEvent("response.content_part.added", item, isDone: false);
        }
    }

    private void BeginSummary(EncodedItem item, ReadOnlySpan<byte> first)
    {
        if (item.Text.Length == first.Length)
        {
            WriteSummaryEvent("response.reasoning_summary_part.added", item, default);
        }
    }

    private void EndSummary(EncodedItem item)
    {
        BeginEvent("response.reasoning_summary_text.done", item);
        Json.WriteNumber("summary_index"u8, 0);
        Json.WriteString("text"u8, item.Text);
        EndEvent();
        WriteSummaryEvent("response.reasoning_summary_part.done", item, item.Text);
    }

    private void EndPart(EncodedItem item)
    {
        var isRefusal = item.Kind == BlockKind.Refusal;
        BeginEvent(isRefusal ? "response.refusal.done" : "response.output_text.done", item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WriteString(isRefusal ? "refusal"u8 : "text"u8, item.Text);
        if (!isRefusal)
        {
            Json.WriteStartArray("logprobs"u8);
            Json.WriteEndArray();
        }

        EndEvent();
        WritePartEvent("response.content_part.done", item, isDone: true);
    }

    private void WriteDelta(EncodedItem item, string type, string? indexMember, ReadOnlySpan<byte> utf8)
    {
        BeginEvent(type, item);
        if (indexMember is not null)
        {
            Json.WriteNumber(indexMember, 0);
        }

        Json.WriteString("delta"u8, utf8);
        if (item.Kind == BlockKind.Text)
        {
            Json.WriteStartArray("logprobs"u8);
            Json.WriteEndArray();
        }

        EndEvent();
    }

    private void WriteResponseEvent(string type, string status, string? incompleteReason = null, LlmException? error = null)
    {
        BeginEvent(type);
        Json.WritePropertyName("response"u8);
        WriteResponse(status, incompleteReason, error);
        EndEvent();
    }

    private void WriteItemEvent(string type, EncodedItem item, bool isDone)
    {
        BeginEvent(type);
        Json.WriteNumber("output_index"u8, item.OutputIndex);
        Json.WritePropertyName("item"u8);
        ResponsesItemEncoding.Write(Json, item, isDone);
        EndEvent();
    }

    private void WritePartEvent(string type, EncodedItem item, bool isDone)
    {
        BeginEvent(type, item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WritePropertyName("part"u8);
        ResponsesItemEncoding.WritePart(Json, item, isDone);
        EndEvent();
    }

    private void WriteSummaryEvent(string type, EncodedItem item, ReadOnlySpan<byte> text)
    {
        BeginEvent(type, item);
        Json.WriteNumber("summary_index"u8, 0);
        Json.WritePropertyName("part"u8);
        ResponsesItemEncoding.WriteSummaryPart(Json, text);
        EndEvent();
    }

    private void BeginEvent(string type, EncodedItem? item = null)
    {
        Output.Write("event: "u8);
        Output.Write(Encoding.UTF8.GetBytes(type));
        Output.Write("\ndata: "u8);
        Json.Reset(Output);
        Json.WriteStartObject();
        Json.WriteString("type"u8, type);
        Json.WriteNumber("sequence_number"u8, _sequence++);
        if (item is not null)
        {
            Json.WriteString("item_id"u8, item.ItemId);
            Json.WriteNumber("output_index"u8, item.OutputIndex);
        }
    }

    private void EndEvent()
    {
        Json.WriteEndObject();
        Json.Flush();
        Output.Write("\n\n"u8);
    }
}
