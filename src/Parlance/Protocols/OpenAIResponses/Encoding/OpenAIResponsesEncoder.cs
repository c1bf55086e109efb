using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What the streamed and the whole form of a response share: the items, and the response object around them.</summary>
internal abstract class OpenAIResponsesEncoder(IBufferWriter<byte> output, ResponseContext context)
    : ResponseEncoder<OpenAIResponsesEncodedBlock>(output, context)
{
    // Members of a response object that this wire has itself; extras of other names belong to other wires.
    private static readonly string[] s_ownExtras = ["service_tier", "conversation", "content_filters", "billing", "tool_usage", "citations"];

    private readonly List<OpenAIResponsesEncodedBlock> _output = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    protected override string MakeId() => $"resp_{Guid.CreateVersion7():N}";

    protected override OpenAIResponsesEncodedBlock CreateBlock(int index, in BlockInfo block) => new(index, block);

    protected override void OnAnnotation(OpenAIResponsesEncodedBlock block, ReadOnlySpan<byte> json)
    {
        if (block.Kind != BlockKind.Text)
        {
            Lose("Annotations", "The wire cites within texts alone; a citation elsewhere was left out.");
        }
        else if (OpenAIResponsesAnnotation.Read(json) is { } annotation)
        {
            block.Annotations.Add(annotation);
            OnAdded(block, annotation);
        }
        else
        {
            Lose("Annotations", "The wire cites addresses and files alone; a citation of something else was left out.");
        }
    }

    protected override void OnBlockEnd(OpenAIResponsesEncodedBlock block)
    {
        if (block.IsLost)
        {
            LoseBlock(block);
            return;
        }

        if (block is { Kind: BlockKind.ToolCall, State: not null, IsForeign: false } && !OpenAIResponsesToolCallState.IsOurs(block.StateJson))
        {
            Lose("OpaqueState", "The wire carries no state of another issuer on tool calls.");
        }

        OnComplete(block);
    }

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) => name == ResponseExtra.LogProbs || s_ownExtras.Contains(name);

    protected override void OnFail(LlmException error)
    {
        BeginEvent();
        OpenAIErrors.Write(Json, error);
        EndEvent();
    }

    protected override void OnOpaqueState(OpenAIResponsesEncodedBlock block)
    {
        if (block is { Kind: BlockKind.ToolCall, IsForeign: true })
        {
            block.Envelope = SealCall(block, block.Id ?? block.ItemId);
        }
    }

    /// <summary>An item of reasoning that holds nothing but the foreign state of a call; null where there is none, or no more.</summary>
    protected static OpenAIResponsesEncodedBlock? TakeEnvelope(OpenAIResponsesEncodedBlock call)
    {
        if (call.Envelope is not { } envelope)
        {
            return null;
        }

        call.Envelope = null;
        var item = new OpenAIResponsesEncodedBlock(call.Index, new BlockInfo(BlockKind.Reasoning));
        item.SetState(Encoding.UTF8.GetBytes(envelope), isForeign: true);
        return item;
    }

    /// <summary>A citation has been added to a text.</summary>
    protected abstract void OnAdded(OpenAIResponsesEncodedBlock item, JsonElement annotation);

    /// <summary>An item that the wire has is complete.</summary>
    protected abstract void OnComplete(OpenAIResponsesEncodedBlock item);

    /// <summary>Gives the item its id and its place in the output.</summary>
    protected void AddToOutput(OpenAIResponsesEncodedBlock item)
    {
        item.ItemId = MakeId(item);
        item.OutputIndex = _output.Count;
        _output.Add(item);
    }

    /// <summary>Writes the response object as it stands.</summary>
    protected void WriteResponse(string status, string? incompleteReason = null, LlmException? error = null)
    {
        Json.WriteStartObject();
        Json.WriteString("id"u8, Id);
        Json.WriteString("object"u8, "response"u8);
        Json.WriteNumber("created_at"u8, CreatedAt.ToUnixTimeSeconds());
        Json.WriteString("status"u8, status);
        WriteError(error);
        WriteIncomplete(incompleteReason);
        Json.WriteNull("instructions"u8);
        Json.WriteStartObject("metadata"u8);
        Json.WriteEndObject();
        Json.WriteString("model"u8, Model);
        WriteOutput(isDone: status != "in_progress");
        Json.WriteBoolean("parallel_tool_calls"u8, true);
        Json.WriteNull("temperature"u8);
        Json.WriteString("tool_choice"u8, "auto"u8);
        Json.WriteStartArray("tools"u8);
        Json.WriteEndArray();
        Json.WriteNull("top_p"u8);
        WriteUsage();
        WriteExtras(ResponseExtra.LogProbs);
        Json.WriteEndObject();
    }

    /// <summary>The status of a response that has ended for a reason.</summary>
    protected (string Status, string? IncompleteReason) StatusOf(ChatFinishReason? reason)
    {
        if (reason is null)
        {
            CoerceFinish(reason, "completed");
        }

        return OpenAIResponsesFinishReasons.WriteIncomplete(reason) is { } incomplete ? ("incomplete", incomplete) : ("completed", null);
    }

    private string MakeId(OpenAIResponsesEncodedBlock item)
    {
        var known = item.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning or BlockKind.Media ? item.Id : item.StateJson.Member("id"u8).AsText();
        if (!string.IsNullOrEmpty(known) && _ids.Add(known))
        {
            return known;
        }

        var prefix = item.Kind switch
        {
            BlockKind.Reasoning => "rs",
            BlockKind.ToolCall => item.IsCustomCall ? "ctc" : "fc",
            BlockKind.Media => "ig",
            _ => "msg",
        };
        var made = $"{prefix}_{Guid.CreateVersion7():N}";
        _ids.Add(made);
        return made;
    }

    private void WriteError(LlmException? error)
    {
        if (error is null)
        {
            Json.WriteNull("error"u8);
            return;
        }

        Json.WriteStartObject("error"u8);
        Json.WriteString("code"u8, OpenAIErrors.CodeOf(error.Kind));
        Json.WriteString("message"u8, error.Message);
        Json.WriteEndObject();
    }

    private void WriteIncomplete(string? reason)
    {
        if (reason is null)
        {
            Json.WriteNull("incomplete_details"u8);
            return;
        }

        Json.WriteStartObject("incomplete_details"u8);
        Json.WriteString("reason"u8, reason);
        Json.WriteEndObject();
    }

    private void WriteOutput(bool isDone)
    {
        Json.WriteStartArray("output"u8);
        JsonElement logProbs = FindExtra(ResponseExtra.LogProbs) is { } known ? JsonElement.Parse(known) : default;
        foreach (var item in isDone ? _output : [])
        {
            OpenAIResponsesItemEncoding.Write(Json, item, isDone: true, item.Kind == BlockKind.Text ? logProbs : default);
            logProbs = item.Kind == BlockKind.Text ? default : logProbs;
        }

        Json.WriteEndArray();
    }

    /// <summary>The counts; the vendor's own clients insist on each of them, so what nobody counted is 0 beside what somebody did.</summary>
    private void WriteUsage()
    {
        if (ReportedUsage is not { } usage)
        {
            Json.WriteNull("usage"u8);
            return;
        }

        Json.WriteStartObject("usage"u8);
        Json.WriteNumber("input_tokens"u8, usage.InputTokens ?? 0);
        Json.WriteStartObject("input_tokens_details"u8);
        Json.WriteNumber("cached_tokens"u8, usage.CacheReadTokens ?? 0);
        Json.WriteOptional("cache_write_tokens"u8, usage.CacheWriteTokens);
        Json.WriteEndObject();
        Json.WriteNumber("output_tokens"u8, usage.OutputTokens ?? 0);
        Json.WriteStartObject("output_tokens_details"u8);
        Json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens ?? 0);
        Json.WriteEndObject();
        Json.WriteNumber("total_tokens"u8, (usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0));
        Json.WriteEndObject();
    }
}
