using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A block of the response being written, as the output item that it becomes.</summary>
internal sealed class EncodedItem(BlockKind kind, string? id, string? name, string? mediaType) : IDisposable
{
    private readonly PooledBuffer _text = new();

    public BlockKind Kind => kind;

    /// <summary>The id of the call, or the item's own where the block had one.</summary>
    public string? BlockId => id;

    public string? Name => name;

    public string? MediaType => mediaType;

    /// <summary>The item's id, the same in every event.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The item's place in the output; -1 before it has been announced.</summary>
    public int OutputIndex { get; set; } = -1;

    public bool IsAnnounced => OutputIndex >= 0;

    public ReadOnlySpan<byte> Text => _text.Span;

    public bool HasText => _text.Length > 0;

    public List<JsonElement> Annotations { get; } = [];

    public string? State { get; private set; }

    /// <summary>The state as JSON, undefined where it is none.</summary>
    public JsonElement StateJson { get; private set; }

    public bool IsCustomCall => StateJson.Member("type"u8).AsText() == "custom";

    /// <summary>True for a block that no item of this wire can carry.</summary>
    public bool IsLost => kind switch
    {
        BlockKind.Media => mediaType is null || !mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase),
        BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque => !IsItem(StateJson),
        _ => false,
    };

    public void Append(ReadOnlySpan<byte> utf8) => _text.Append(utf8);

    public void SetState(ReadOnlySpan<byte> bytes)
    {
        State = Encoding.UTF8.GetString(bytes);
        StateJson = JsonElementText.Parse(State, JsonValueKind.Object);
    }

    public void Dispose() => _text.Dispose();

    /// <summary>True for the JSON of an item of this wire; the blocks of other wires that are kept whole have types of other forms.</summary>
    private static bool IsItem(JsonElement state) =>
        state.Member("type"u8).AsText() is { } type && state.Member("id"u8).AsText() is { Length: > 0 }
        && (type.EndsWith("_call", StringComparison.Ordinal) || type.EndsWith("_output", StringComparison.Ordinal)
            || type is "mcp_list_tools" or "mcp_approval_request" or "compaction");
}
