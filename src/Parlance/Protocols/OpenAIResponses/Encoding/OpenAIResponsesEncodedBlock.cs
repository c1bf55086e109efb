using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A block of the response being written, as the output item that it becomes.</summary>
internal sealed class OpenAIResponsesEncodedBlock(int index, in BlockInfo block) : EncodedBlock(block)
{
    /// <summary>The index of the block in the response that is heard.</summary>
    public int Index => index;

    /// <summary>The item's id, the same in every event.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The item's place in the output; -1 before it has been announced.</summary>
    public int OutputIndex { get; set; } = -1;

    public bool IsAnnounced => OutputIndex >= 0;

    public bool HasText => !Text.IsEmpty;

    public List<JsonElement> Annotations { get; } = [];

    /// <summary>The state as JSON, undefined where it is none.</summary>
    public JsonElement StateJson { get; private set; }

    /// <summary>True for a block that no item of this wire can carry.</summary>
    public bool IsLost => Kind switch
    {
        BlockKind.Media => MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true,
        BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque => !IsItem(StateJson),
        _ => false,
    };

    /// <summary>Foreign state of a call, which the wire has no place for in it: an item of reasoning beside the call holds it. Null once it is written.</summary>
    public string? Envelope { get; set; }

    protected override void OnState()
    {
        var state = JsonElementExtensions.Parse(StateText, JsonValueKind.Object);
        // Nothing of foreign state is told but in its envelope, ids included: they would come back as the vendor's own.
        StateJson = IsForeign ? default : state;
    }

    /// <summary>True for the JSON of an item of this wire; the blocks of other wires that are kept whole have types of other forms.</summary>
    private static bool IsItem(JsonElement state) =>
        state.Member("type"u8).AsText() is { } type && state.Member("id"u8).AsText() is { Length: > 0 }
        && (type.EndsWith("_call", StringComparison.Ordinal) || type.EndsWith("_output", StringComparison.Ordinal)
            || type is "mcp_list_tools" or "mcp_approval_request" or "compaction");
}
