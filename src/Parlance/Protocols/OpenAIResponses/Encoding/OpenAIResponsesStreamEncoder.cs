using System.Buffers;
using System.Text.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A response as events: the response, its items, their parts and pieces, each begun and ended, all numbered.</summary>
internal sealed class OpenAIResponsesStreamEncoder(IBufferWriter<byte> output, ResponseContext context) : OpenAIResponsesEncoder(output, context)
{
    private int _sequence;

    public override string ContentType => HasFailedAtOnce ? "application/json" : "text/event-stream";

    protected override void OnStart()
    {
        WriteResponseEvent("response.created"u8, "in_progress");
        WriteResponseEvent("response.in_progress"u8, "in_progress");
    }

    protected override void OnFinish(in FinishInfo finish)
    {
        if (FindExtra(ResponseExtra.LogProbs) is not null)
        {
            Lose(ResponseExtra.LogProbs, "Log probabilities that come after their text are in the whole response alone.");
        }

        var (status, incompleteReason) = StatusOf(finish.Reason);
        WriteResponseEvent(incompleteReason is null ? "response.completed"u8 : "response.incomplete"u8, status, incompleteReason);
    }

    protected override void OnFail(LlmException error)
    {
        if (HasStarted)
        {
            WriteResponseEvent("response.failed"u8, "failed", error: error);
        }
        else
        {
            base.OnFail(error);
        }
    }

    protected override void OnBlockStart(OpenAIResponsesEncodedBlock block)
    {
        // What a call or a kept item is shows in what comes after its beginning.
        if (block.IsText)
        {
            Announce(block);
        }
    }

    protected override void OnDelta(OpenAIResponsesEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        block.Keep(utf8);
        switch (block.Kind)
        {
            case BlockKind.Text:
                WriteDelta(block, "response.output_text.delta"u8, "content_index", utf8);
                break;
            case BlockKind.Refusal:
                WriteDelta(block, "response.refusal.delta"u8, "content_index", utf8);
                break;
            case BlockKind.Reasoning:
                BeginSummary(block, utf8);
                WriteDelta(block, "response.reasoning_summary_text.delta"u8, "summary_index", utf8);
                break;
            case BlockKind.ToolCall:
                Announce(block);
                WriteDelta(block, block.IsCustomCall ? "response.custom_tool_call_input.delta"u8 : "response.function_call_arguments.delta"u8, null, utf8);
                break;
        }
    }

    protected override void OnAdded(OpenAIResponsesEncodedBlock item, JsonElement annotation)
    {
        BeginEvent("response.output_text.annotation.added"u8, item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WriteNumber("annotation_index"u8, item.Annotations.Count - 1);
        Json.WritePropertyName("annotation"u8);
        annotation.WriteTo(Json);
        EndEvent();
    }

    protected override void OnOpaqueState(OpenAIResponsesEncodedBlock block)
    {
        base.OnOpaqueState(block);

        // Where its state comes first, the call can be announced as what it is.
        if (block.Kind == BlockKind.ToolCall)
        {
            Announce(block);
        }
    }

    protected override void OnComplete(OpenAIResponsesEncodedBlock item)
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
                BeginEvent(item.IsCustomCall ? "response.custom_tool_call_input.done"u8 : "response.function_call_arguments.done"u8, item);
                Json.WriteString(item.IsCustomCall ? "input"u8 : "arguments"u8, item.Text);
                EndEvent();
                break;
        }

        WriteItemEvent("response.output_item.done"u8, item, isDone: true);
        WriteEnvelope(item);
    }

    /// <summary>The foreign state of a call as an item of its own: before the call, or behind it where it came late.</summary>
    private void WriteEnvelope(OpenAIResponsesEncodedBlock call)
    {
        if (TakeEnvelope(call) is { } envelope)
        {
            OnComplete(envelope);
        }
    }

    private void Announce(OpenAIResponsesEncodedBlock item)
    {
        if (item.IsAnnounced)
        {
            return;
        }

        WriteEnvelope(item);
        AddToOutput(item);
        WriteItemEvent("response.output_item.added"u8, item, isDone: false);
        if (item.Kind is BlockKind.Text or BlockKind.Refusal)
        {
            WritePartEvent("response.content_part.added"u8, item, isDone: false);
        }
    }

    private void BeginSummary(OpenAIResponsesEncodedBlock item, ReadOnlySpan<byte> first)
    {
        if (item.Text.Length == first.Length)
        {
            WriteSummaryEvent("response.reasoning_summary_part.added"u8, item, default);
        }
    }

    private void EndSummary(OpenAIResponsesEncodedBlock item)
    {
        BeginEvent("response.reasoning_summary_text.done"u8, item);
        Json.WriteNumber("summary_index"u8, 0);
        Json.WriteString("text"u8, item.Text);
        EndEvent();
        WriteSummaryEvent("response.reasoning_summary_part.done"u8, item, item.Text);
    }

    private void EndPart(OpenAIResponsesEncodedBlock item)
    {
        var isRefusal = item.Kind == BlockKind.Refusal;
        BeginEvent(isRefusal ? "response.refusal.done"u8 : "response.output_text.done"u8, item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WriteString(isRefusal ? "refusal"u8 : "text"u8, item.Text);
        if (!isRefusal)
        {
            Json.WriteStartArray("logprobs"u8);
            Json.WriteEndArray();
        }

        EndEvent();
        WritePartEvent("response.content_part.done"u8, item, isDone: true);
    }

    private void WriteDelta(OpenAIResponsesEncodedBlock item, ReadOnlySpan<byte> type, string? indexMember, ReadOnlySpan<byte> utf8)
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

    private void WriteResponseEvent(ReadOnlySpan<byte> type, string status, string? incompleteReason = null, LlmException? error = null)
    {
        BeginEvent(type, item: null);
        Json.WritePropertyName("response"u8);
        WriteResponse(status, incompleteReason, error);
        EndEvent();
    }

    private void WriteItemEvent(ReadOnlySpan<byte> type, OpenAIResponsesEncodedBlock item, bool isDone)
    {
        BeginEvent(type, item: null);
        Json.WriteNumber("output_index"u8, item.OutputIndex);
        Json.WritePropertyName("item"u8);
        OpenAIResponsesItemEncoding.Write(Json, item, isDone);
        EndEvent();
    }

    private void WritePartEvent(ReadOnlySpan<byte> type, OpenAIResponsesEncodedBlock item, bool isDone)
    {
        BeginEvent(type, item);
        Json.WriteNumber("content_index"u8, 0);
        Json.WritePropertyName("part"u8);
        OpenAIResponsesItemEncoding.WritePart(Json, item, isDone);
        EndEvent();
    }

    private void WriteSummaryEvent(ReadOnlySpan<byte> type, OpenAIResponsesEncodedBlock item, ReadOnlySpan<byte> text)
    {
        BeginEvent(type, item);
        Json.WriteNumber("summary_index"u8, 0);
        Json.WritePropertyName("part"u8);
        OpenAIResponsesItemEncoding.WriteSummaryPart(Json, text);
        EndEvent();
    }

    private void BeginEvent(ReadOnlySpan<byte> type, OpenAIResponsesEncodedBlock? item)
    {
        BeginEvent(type);
        Json.WriteString("type"u8, type);
        Json.WriteNumber("sequence_number"u8, _sequence++);
        if (item is not null)
        {
            Json.WriteString("item_id"u8, item.ItemId);
            Json.WriteNumber("output_index"u8, item.OutputIndex);
        }
    }
}
