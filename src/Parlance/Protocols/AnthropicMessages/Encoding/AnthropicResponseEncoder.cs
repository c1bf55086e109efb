using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// What the streamed and the whole response share: who answers, what the blocks are called on this wire, the end of the
/// message, and what could not be carried.
/// </summary>
internal abstract class AnthropicResponseEncoder : ResponseEncoder
{
    private readonly ResponseContext _context;
    private readonly List<AnthropicEncodedBlock> _blocks = [];
    private readonly AnthropicMessageTail _tail = new();
    private string? _id;
    private string? _model;

    protected AnthropicResponseEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        Output = output;
        _context = context;
        Json = new Utf8JsonWriter(output, JsonFormat.Wire);
    }

    protected IBufferWriter<byte> Output { get; }

    protected Utf8JsonWriter Json { get; }

    protected IReadOnlyList<AnthropicEncodedBlock> Blocks => _blocks;

    protected AnthropicMessageTail Tail => _tail;

    protected string MessageId => _id ??= _context.FallbackId ?? $"msg_{Guid.CreateVersion7():N}";

    protected string Model => _model ?? _context.Model;

    protected bool HasStarted { get; private set; }

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        _id = id;
        _model = model;
        HasStarted = true;
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        var needsId = kind == BlockKind.ToolCall && string.IsNullOrEmpty(id);
        _blocks.Add(new AnthropicEncodedBlock(kind, needsId ? MakeToolId(index) : id, name));
        if (kind == BlockKind.Media)
        {
            Lose("Media", $"The wire has no generated media; a part of the type '{mediaType}' was left out.");
        }
        else if (kind == BlockKind.Refusal)
        {
            Coerce("Refusal", "The wire has no refusals; the refusal was written as text.");
        }
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json)
    {
        var block = _blocks[index];
        if (block.Kind == BlockKind.Text && AnthropicBlockType.IsCitation(JsonSlice.Parse(json).Member("type"u8).AsText()))
        {
            block.AddCitation(json);
        }
        else
        {
            Lose("Annotations", "A citation in another wire's shape was left out.");
        }
    }

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        var block = _blocks[index];
        switch (block.Kind)
        {
            case BlockKind.Reasoning:
                block.OpaqueState = bytes.ToArray();
                break;
            case BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque:
                if (AnthropicBlockType.IsServerBlock(JsonSlice.Parse(bytes)))
                {
                    block.OpaqueState = JsonLine.Copy(bytes);
                }

                break;
            case BlockKind.ToolCall when !block.HasBegun && JsonSlice.IsValid(bytes) && JsonSlice.Parse(bytes).Member("tool_id"u8).HasText:
                block.OpaqueState = JsonLine.Copy(bytes);
                break;
            default:
                Lose("OpaqueState", "The wire has no place for the state that another provider attached to a part; it was left out.");
                break;
        }
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _tail.KeepUsage(usage, rawJson);

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        if (name == ResponseExtra.Id)
        {
            _id ??= JsonSlice.Parse(json).AsText();
        }
        else if (name == ResponseExtra.Model)
        {
            _model ??= JsonSlice.Parse(json).AsText();
        }
        else if (name != ResponseExtra.Created && !_tail.TryKeepExtra(name, json))
        {
            Lose(name, $"The wire has no member '{name}' in its responses; it was left out.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var block in _blocks)
        {
            block.Dispose();
        }

        Json.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>True for a block that this wire has; the others are reported where they end.</summary>
    protected static bool HasPlace(AnthropicEncodedBlock block) =>
        block.Kind is not (BlockKind.Media or BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        || (block.Kind != BlockKind.Media && block.OpaqueState is not null);

    protected void ReportLost(AnthropicEncodedBlock block)
    {
        if (block.Kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            Lose(block.Kind.ToString(), $"What another wire calls '{block.Name}' has no place here; it was left out.");
        }
    }

    protected void WriteStop(ChatFinishReason? reason, string? raw)
    {
        if (reason is null)
        {
            CoerceFinish(reason, AnthropicFinishReasons.Write(reason, raw));
        }

        _tail.WriteStop(Json, reason, raw);
    }

    protected void WriteHead()
    {
        Json.WriteString("id"u8, MessageId);
        Json.WriteString("type"u8, "message"u8);
        Json.WriteString("role"u8, "assistant"u8);
        Json.WriteString("model"u8, Model);
    }

    protected void WriteError(LlmException error)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, "error"u8);
        Json.WriteStartObject("error"u8);
        Json.WriteString("type"u8, AnthropicErrors.GetType(error));
        Json.WriteString("message"u8, error.Message);
        Json.WriteEndObject();
        if (error.RequestId is { } requestId)
        {
            Json.WriteString("request_id"u8, requestId);
        }

        Json.WriteEndObject();
    }

    /// <summary>The same answer gets the same ids, so that a client's next turn matches its prompt cache.</summary>
    private string MakeToolId(int index)
    {
        var id = new StringBuilder("toolu_");
        foreach (var letter in MessageId)
        {
            id.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return id.Append(System.Globalization.CultureInfo.InvariantCulture, $"_{index}").ToString();
    }
}
