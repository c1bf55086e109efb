using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What the streamed and the whole form of a response share: the items, and the response object around them.</summary>
internal abstract class OpenAIResponsesEncoder : ResponseEncoder
{
    // Members of a response object that this wire has itself; extras of other names belong to other wires.
    private static readonly string[] s_ownExtras = ["service_tier", "conversation", "content_filters", "billing", "tool_usage", "citations"];

    private readonly List<EncodedItem> _blocks = [];
    private readonly List<EncodedItem> _output = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    // Parsed, and so written again in one line: an event must not hold the line breaks that a body may.
    private readonly List<(string Name, JsonElement Json)> _extras = [];
    private readonly ResponseContext _context;
    private string? _id;
    private string _model;
    private DateTimeOffset? _created;
    private TokenUsage? _usage;

    protected OpenAIResponsesEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        _context = context;
        _model = context.Model;
        Output = output;
        Json = new Utf8JsonWriter(output, JsonFormat.Wire);
    }

    protected IBufferWriter<byte> Output { get; }

    protected Utf8JsonWriter Json { get; }

    protected bool HasStarted { get; private set; }

    protected JsonElement LogProbs { get; private set; }

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        HasStarted = true;
        _id = string.IsNullOrEmpty(id) ? null : id;
        _model = string.IsNullOrEmpty(model) ? _model : model;
        _created = created;
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        var item = new EncodedItem(kind, id, name, mediaType);
        _blocks.Add(item);
        OnBegin(item);
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var item = _blocks[index];
        item.Append(utf8);
        OnDelta(item, utf8);
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        var item = _blocks[index];
        if (item.Kind != BlockKind.Text)
        {
            Lose("Annotations", "The wire cites within texts alone; a citation elsewhere was left out.");
        }
        else if (ResponsesAnnotation.Read(json) is { } annotation)
        {
            item.Annotations.Add(annotation);
            OnAnnotation(item, annotation);
        }
        else
        {
            Lose("Annotations", "The wire cites addresses and files alone; a citation of something else was left out.");
        }
    }

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        _blocks[index].SetState(bytes);
        OnState(_blocks[index]);
    }

    public override void BlockEnd(int index)
    {
        var item = _blocks[index];
        if (item.IsLost)
        {
            Lose(item.Kind.ToString(), $"The wire has no item of the kind {item.Name ?? item.MediaType ?? item.Kind.ToString()}; it was left out.");
            return;
        }

        if (item is { Kind: BlockKind.ToolCall, State: not null } && !ResponsesCallState.IsOurs(item.StateJson))
        {
            Lose("OpaqueState", "The wire carries no state of another issuer on tool calls.");
        }

        OnEnd(item);
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _usage = usage;

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            // A stream that has begun has told its id; a second one would belong to another response.
            case ResponseExtra.Id:
                _id ??= JsonSlice.Parse(json).AsText();
                break;
            case ResponseExtra.Model:
                _model = JsonSlice.Parse(json).AsText() ?? _model;
                break;
            case ResponseExtra.Created:
                break;
            case ResponseExtra.LogProbs:
                LogProbs = JsonElement.Parse(json);
                break;
            default:
                if (s_ownExtras.Contains(name))
                {
                    _extras.Add((name, JsonElement.Parse(json)));
                }
                else
                {
                    Lose(name, "The wire has no such member in its responses.");
                }

                break;
        }
    }

    protected override void Dispose(bool disposing)
    {
        Json.Dispose();
        foreach (var item in _blocks)
        {
            item.Dispose();
        }

        base.Dispose(disposing);
    }

    protected abstract void OnBegin(EncodedItem item);

    protected abstract void OnDelta(EncodedItem item, ReadOnlySpan<byte> utf8);

    protected abstract void OnAnnotation(EncodedItem item, JsonElement annotation);

    protected abstract void OnState(EncodedItem item);

    protected abstract void OnEnd(EncodedItem item);

    /// <summary>Gives the item its id and its place in the output.</summary>
    protected void AddToOutput(EncodedItem item)
    {
        item.ItemId = MakeId(item);
        item.OutputIndex = _output.Count;
        _output.Add(item);
    }

    /// <summary>Writes the response object as it stands.</summary>
    protected void WriteResponse(string status, string? incompleteReason = null, LlmException? error = null)
    {
        _id ??= _context.FallbackId ?? $"resp_{Guid.CreateVersion7():N}";
        _created ??= _context.TimeProvider.GetUtcNow();
        Json.WriteStartObject();
        Json.WriteString("id"u8, _id);
        Json.WriteString("object"u8, "response"u8);
        Json.WriteNumber("created_at"u8, _created.Value.ToUnixTimeSeconds());
        Json.WriteString("status"u8, status);
        WriteError(error);
        WriteIncomplete(incompleteReason);
        Json.WriteNull("instructions"u8);
        Json.WriteStartObject("metadata"u8);
        Json.WriteEndObject();
        Json.WriteString("model"u8, _model);
        WriteOutput(isDone: status != "in_progress");
        Json.WriteBoolean("parallel_tool_calls"u8, true);
        Json.WriteNull("temperature"u8);
        Json.WriteString("tool_choice"u8, "auto"u8);
        Json.WriteStartArray("tools"u8);
        Json.WriteEndArray();
        Json.WriteNull("top_p"u8);
        WriteUsage();
        foreach (var (name, json) in _extras)
        {
            Json.WritePropertyName(name);
            json.WriteTo(Json);
        }

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

    private string MakeId(EncodedItem item)
    {
        var known = item.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning or BlockKind.Media ? item.BlockId : item.StateJson.Member("id"u8).AsText();
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
        var logProbs = LogProbs;
        foreach (var item in isDone ? _output : [])
        {
            ResponsesItemEncoding.Write(Json, item, isDone: true, item.Kind == BlockKind.Text ? logProbs : default);
            logProbs = item.Kind == BlockKind.Text ? default : logProbs;
        }

        Json.WriteEndArray();
    }

    /// <summary>The counts; the vendor's own clients insist on each of them, so what nobody counted is 0 beside what somebody did.</summary>
    private void WriteUsage()
    {
        if (_usage is not { } usage)
        {
            Json.WriteNull("usage"u8);
            return;
        }

        Json.WriteStartObject("usage"u8);
        Json.WriteNumber("input_tokens"u8, usage.InputTokens ?? 0);
        Json.WriteStartObject("input_tokens_details"u8);
        Json.WriteNumber("cached_tokens"u8, usage.CacheReadTokens ?? 0);
        if (usage.CacheWriteTokens is { } written)
        {
            Json.WriteNumber("cache_write_tokens"u8, written);
        }

        Json.WriteEndObject();
        Json.WriteNumber("output_tokens"u8, usage.OutputTokens ?? 0);
        Json.WriteStartObject("output_tokens_details"u8);
        Json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens ?? 0);
        Json.WriteEndObject();
        Json.WriteNumber("total_tokens"u8, (usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0));
        Json.WriteEndObject();
    }
}
