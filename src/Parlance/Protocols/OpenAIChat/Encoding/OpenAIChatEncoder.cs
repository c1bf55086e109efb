using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>What the streamed and the whole form of a response share: ids, usage, extras, failures and what gets lost.</summary>
internal abstract class OpenAIChatEncoder : ResponseEncoder
{
    // Members of a response that this wire has itself; extras of other names belong to other wires.
    private static readonly string[] s_ownExtras = ["system_fingerprint", "service_tier", "citations", "search_results", "provider", "usage_breakdown"];

    private readonly List<(string Name, byte[] Json)> _extras = [];
    private readonly ResponseContext _context;
    private DateTimeOffset? _created;
    private byte[]? _logProbs;
    private byte[]? _refusalLogProbs;

    protected OpenAIChatEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        _context = context;
        Output = output;
        Model = context.Model;
        Json = new Utf8JsonWriter(output, JsonFormat.Wire);
    }

    protected IBufferWriter<byte> Output { get; }

    protected Utf8JsonWriter Json { get; }

    protected List<EncodedBlock> Blocks { get; } = [];

    protected bool HasStarted { get; private set; }

    protected bool IncludeUsage => _context.IncludeUsage;

    protected TokenUsage? ReportedUsage { get; private set; }

    private string? Id { get; set; }

    private string Model { get; set; }

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        HasStarted = true;
        Id = string.IsNullOrEmpty(id) ? null : id;
        Model = string.IsNullOrEmpty(model) ? Model : model;
        _created = created;
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => ReportedUsage = usage;

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            case ResponseExtra.Id:
                Id ??= JsonSlice.Parse(json).AsText();
                break;
            case ResponseExtra.Model:
                Model = JsonSlice.Parse(json).AsText() ?? Model;
                break;
            case ResponseExtra.Created:
                break;
            case ResponseExtra.LogProbs:
                _logProbs = json.ToArray();
                break;
            case "logprobs_refusal":
                _refusalLogProbs = json.ToArray();
                break;
            default:
                if (s_ownExtras.Contains(name))
                {
                    _extras.Add((name, json.ToArray()));
                }
                else
                {
                    Lose(name, "The wire has no such member in its responses.");
                }

                break;
        }
    }

    public override void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        BeginEvent(isError: true);
        OpenAIErrors.Write(Json, error);
        EndEvent(isError: true);
    }

    protected override void Dispose(bool disposing)
    {
        Json.Dispose();
        foreach (var block in Blocks)
        {
            block.Gathered?.Dispose();
        }

        base.Dispose(disposing);
    }

    protected abstract void BeginEvent(bool isError = false);

    protected abstract void EndEvent(bool isError = false);

    /// <summary>Writes the members that every event and every body begins with.</summary>
    protected void WriteHead(string kind)
    {
        Id ??= _context.FallbackId ?? $"chatcmpl-{Guid.CreateVersion7():N}";
        _created ??= _context.TimeProvider.GetUtcNow();
        Json.WriteString("id"u8, Id);
        Json.WriteString("object"u8, kind);
        Json.WriteNumber("created"u8, _created.Value.ToUnixTimeSeconds());
        Json.WriteString("model"u8, Model);
    }

    protected void WriteFinish(ChatFinishReason? reason)
    {
        var written = OpenAIChatFinishReasons.Write(reason);
        if (reason?.Value != written)
        {
            CoerceFinish(reason, written);
        }

        Json.WriteString("finish_reason"u8, written);
    }

    protected void ReportLostState(EncodedBlock call)
    {
        if (call.State is { } state && !ToolCallState.IsOwn(state))
        {
            Lose("OpaqueState", "The wire carries no state of another issuer on tool calls.");
        }
    }

    protected void WriteExtras()
    {
        foreach (var (name, json) in _extras)
        {
            Json.WritePropertyName(name);
            Json.WriteRawValue(JsonLine.Copy(json), skipInputValidation: true);
        }
    }

    protected void WriteLogProbs()
    {
        if (_logProbs is null && _refusalLogProbs is null)
        {
            Json.WriteNull("logprobs"u8);
            return;
        }

        Json.WriteStartObject("logprobs"u8);
        WriteRawOrNull("content", _logProbs);
        WriteRawOrNull("refusal", _refusalLogProbs);
        Json.WriteEndObject();
    }

    protected void WriteUsage(in TokenUsage usage)
    {
        Json.WriteStartObject("usage"u8);
        // The wire requires these three; clients that check it refuse a usage without one.
        WriteCount("prompt_tokens", usage.InputTokens ?? 0);
        WriteCount("completion_tokens", usage.OutputTokens ?? 0);
        WriteCount("total_tokens", usage.TotalTokens ?? 0);
        if (usage.CacheReadTokens is not null || usage.CacheWriteTokens is not null)
        {
            Json.WriteStartObject("prompt_tokens_details"u8);
            WriteCount("cached_tokens", usage.CacheReadTokens);
            WriteCount("cache_write_tokens", usage.CacheWriteTokens);
            Json.WriteEndObject();
        }

        if (usage.ReasoningTokens is not null)
        {
            Json.WriteStartObject("completion_tokens_details"u8);
            WriteCount("reasoning_tokens", usage.ReasoningTokens);
            Json.WriteEndObject();
        }

        Json.WriteEndObject();
    }

    /// <summary>A citation in this wire's shape; null for one without an address, which the wire cannot say.</summary>
    protected JsonElement? ToAnnotation(ReadOnlySpan<byte> json)
    {
        var whole = JsonSlice.Parse(json);
        var type = whole.Member("type"u8);
        if (type.IsString && whole.Member(type.Bytes).IsObject)
        {
            return whole.ToElement();
        }

        var citation = CitationReader.Read(json);
        if (citation.Url is null)
        {
            Lose("Annotations", "The wire cites addresses alone; a citation of something else was left out.");
            return null;
        }

        return OpenAIChatCitation.Write(citation);
    }

    private void WriteRawOrNull(string name, byte[]? json)
    {
        Json.WritePropertyName(name);
        Json.WriteRawValue(json is null ? "null"u8 : JsonLine.Copy(json), skipInputValidation: true);
    }

    private void WriteCount(string name, long? count)
    {
        if (count is { } value)
        {
            Json.WriteNumber(name, value);
        }
    }
}

/// <summary>A block of the response being written.</summary>
internal sealed class EncodedBlock(BlockKind kind, string? id, string? name, string? mediaType)
{
    public BlockKind Kind => kind;

    public string? Id => id;

    public string? Name => name;

    public string? MediaType => mediaType;

    /// <summary>The call's number among the calls.</summary>
    public int CallIndex { get; init; } = -1;

    /// <summary>What is only useful whole; null for what is passed on as it comes.</summary>
    public PooledBuffer? Gathered { get; init; }

    public string? State { get; set; }

    /// <summary>True once the client has been told that the call begins.</summary>
    public bool IsAnnounced { get; set; }

    public bool IsCustomCall => ToolCallState.IsCustom(ToolCallState.Read(State));

    /// <summary>The address of an image: its own, or its bytes as a data URL.</summary>
    public string ToUrl()
    {
        var text = System.Text.Encoding.UTF8.GetString(Gathered!.Span);
        return MediaType == "text/uri-list" ? text : $"data:{MediaType ?? "application/octet-stream"};base64,{text}";
    }

    public bool IsSound => Kind == BlockKind.Media && MediaType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true;
}
